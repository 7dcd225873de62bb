"""A script for mitmproxy: what a forge's API does when it is not well. FAULT says which."""

import os

from mitmproxy import http

FAULT = os.environ.get("FAULT", "")
asked = 0


def request(flow):
    global asked
    asked += 1
    if FAULT == "secondary" and asked <= 2:
        flow.response = http.Response.make(
            403, b'{"message":"You have exceeded a secondary rate limit."}',
            {"Content-Type": "application/json", "Retry-After": "1"})


def response(flow):
    is_listing = "recursive=1" in flow.request.path
    is_blob = "/git/blobs/" in flow.request.path
    if FAULT == "truncated" and is_listing:
        flow.response.text = flow.response.text.replace('"truncated":false', '"truncated":true')
    if (FAULT == "cut-tree" and is_listing) or (FAULT == "cut-blob" and is_blob):
        flow.response.content = flow.response.content[:len(flow.response.content) // 2]
