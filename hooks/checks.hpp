#pragma once

#include <span>
#include <string>

namespace hooks {

/// pre-commit and pre-merge-commit: validates the whole set of definitions that the commit will
/// contain, from the index that this commit uses. 1 refuses.
int check_staged(std::span<const std::string> arguments);
int check_merged(std::span<const std::string> arguments);

/// pre-push: validates the tree of every pushed ref, from objects, and records requests of approval
/// where gated paths change. Reads stdin. 1 refuses.
int check_push(std::span<const std::string> arguments);

/// pre-receive, on a server: the same of what arrives, judged by the baseline of what is there. A
/// change cannot accept its own errors. Reads stdin. 1 refuses.
int check_received(std::span<const std::string> arguments);

/// post-commit, post-merge, post-checkout, post-rewrite: bring the index to the new HEAD and start
/// a deployment where the settings want one. Always 0.
int after_commit(std::span<const std::string> arguments);
int after_merge(std::span<const std::string> arguments);
int after_checkout(std::span<const std::string> arguments);
int after_rewrite(std::span<const std::string> arguments);

}  // namespace hooks
