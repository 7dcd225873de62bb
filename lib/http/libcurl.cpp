#include "http/libcurl.hpp"

#include <dlfcn.h>

#include <string>

#include "base/error.hpp"

namespace http {
namespace {

constexpr const char* library = "libcurl.so.4";

[[noreturn]] void fail() {
  const char* reason = ::dlerror();
  throw base::Error(base::ErrorCode::not_found,
                    std::string("cannot load ") + library + ": " + (reason ? reason : "no reason"),
                    "install libcurl, in Debian: apt-get install libcurl4");
}

Libcurl load() {
  // Never closed: it has threads and handlers of its own.
  void* handle = ::dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) fail();
  Libcurl functions{};
  const auto find = [handle](auto& function, const char* name) {
    void* address = ::dlsym(handle, name);
    if (address == nullptr) fail();
    function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(address);
  };
  find(functions.global_init, "curl_global_init");
  find(functions.easy_init, "curl_easy_init");
  find(functions.easy_cleanup, "curl_easy_cleanup");
  find(functions.easy_setopt, "curl_easy_setopt");
  find(functions.easy_getinfo, "curl_easy_getinfo");
  find(functions.easy_strerror, "curl_easy_strerror");
  find(functions.multi_init, "curl_multi_init");
  find(functions.multi_cleanup, "curl_multi_cleanup");
  find(functions.multi_setopt, "curl_multi_setopt");
  find(functions.multi_add_handle, "curl_multi_add_handle");
  find(functions.multi_remove_handle, "curl_multi_remove_handle");
  find(functions.multi_perform, "curl_multi_perform");
  find(functions.multi_poll, "curl_multi_poll");
  find(functions.multi_info_read, "curl_multi_info_read");
  find(functions.slist_append, "curl_slist_append");
  find(functions.slist_free_all, "curl_slist_free_all");
  find(functions.url, "curl_url");
  find(functions.url_cleanup, "curl_url_cleanup");
  find(functions.url_get, "curl_url_get");
  find(functions.url_set, "curl_url_set");
  find(functions.free, "curl_free");
  return functions;
}

}  // namespace

const Libcurl& libcurl() {
  static const Libcurl functions = load();
  return functions;
}

}  // namespace http
