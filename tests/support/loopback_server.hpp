#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace test {

/// An HTTP/1.1 server on a free port of 127.0.0.1 that answers with what a function says, one
/// thread a connection. It keeps what it was asked.
class LoopbackServer {
 public:
  struct Asked {
    std::string method, path;                    ///< with the query
    std::map<std::string, std::string> headers;  ///< names in lower case
    std::string body;
  };
  struct Reply {
    int status = 200;
    std::string body = {};
    std::vector<std::string> headers = {};  ///< "Name: value"
    std::string raw = {};                   ///< sent instead of all that, and the connection closed
    bool drop = false;                      ///< the connection is closed without a byte
    std::chrono::milliseconds delay{0};
  };
  using Handler = std::function<Reply(const Asked&)>;

  explicit LoopbackServer(Handler handler) : handler_(std::move(handler)) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    if (bind(listener_, reinterpret_cast<sockaddr*>(&address), length) != 0 ||
        listen(listener_, 64) != 0 ||
        getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length) != 0) {
      throw std::runtime_error("cannot listen");
    }
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
  }
  ~LoopbackServer() {
    shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    {
      const std::scoped_lock lock(mutex_);
      for (const int fd : open_) shutdown(fd, SHUT_RDWR);
    }
    for (std::thread& thread : threads_) thread.join();
    close(listener_);
  }
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  int port() const { return port_; }
  std::string host() const { return "127.0.0.1:" + std::to_string(port_); }
  std::string url(std::string_view path = {}) const {
    return "http://" + host() + std::string(path);
  }
  /// What was asked so far, in the order of the answers' beginning.
  std::vector<Asked> asked() const {
    const std::scoped_lock lock(mutex_);
    return asked_;
  }
  std::vector<std::string> paths() const {
    std::vector<std::string> paths;
    for (const Asked& one : asked()) paths.push_back(one.path);
    return paths;
  }
  void forget() {
    const std::scoped_lock lock(mutex_);
    asked_.clear();
  }

 private:
  void accept_all() {
    for (;;) {
      const int fd = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (fd < 0) return;
      const std::scoped_lock lock(mutex_);
      open_.insert(fd);
      threads_.emplace_back([this, fd] {
        serve(fd);
        const std::scoped_lock closing(mutex_);
        open_.erase(fd);
        close(fd);
      });
    }
  }

  void serve(int fd) {
    std::string buffer;
    Asked asked;
    while (take(fd, buffer, asked)) {
      {
        const std::scoped_lock lock(mutex_);
        asked_.push_back(asked);
      }
      const Reply reply = handler_(asked);
      std::this_thread::sleep_for(reply.delay);
      if (reply.drop) return;
      std::string out = reply.raw;
      if (out.empty()) {
        out = "HTTP/1.1 " + std::to_string(reply.status) + " Said\r\n";
        for (const std::string& header : reply.headers) out += header + "\r\n";
        const bool bodiless = reply.status == 304 || reply.status == 204;
        if (!bodiless) out += "Content-Length: " + std::to_string(reply.body.size()) + "\r\n";
        out += "\r\n";
        if (!bodiless && asked.method != "HEAD") out += reply.body;
      }
      for (std::string_view rest = out; !rest.empty();) {
        const ssize_t sent = send(fd, rest.data(), rest.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;
        rest.remove_prefix(static_cast<std::size_t>(sent));
      }
      if (!reply.raw.empty()) return;
    }
  }

  static bool receive(int fd, std::string& buffer) {
    char bytes[1 << 14];
    const ssize_t count = recv(fd, bytes, sizeof bytes, 0);
    if (count <= 0) return false;
    buffer.append(bytes, static_cast<std::size_t>(count));
    return true;
  }

  static bool take(int fd, std::string& buffer, Asked& asked) {
    std::size_t end = 0;
    while ((end = buffer.find("\r\n\r\n")) == std::string::npos) {
      if (!receive(fd, buffer)) return false;
    }
    asked = {};
    std::string_view head(buffer.data(), end + 2);
    const std::string_view first = head.substr(0, head.find('\r'));
    const std::size_t space = first.find(' ');
    asked.method = first.substr(0, space);
    asked.path = first.substr(space + 1, first.rfind(' ') - space - 1);
    head.remove_prefix(first.size() + 2);
    while (!head.empty()) {
      const std::string_view line = head.substr(0, head.find('\r'));
      head.remove_prefix(line.size() + 2);
      const std::size_t colon = line.find(':');
      std::string name(line.substr(0, colon));
      for (char& c : name) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
      }
      std::string_view value = line.substr(colon + 1);
      while (value.starts_with(' ')) value.remove_prefix(1);
      asked.headers[name] = value;
    }
    buffer.erase(0, end + 4);
    const auto length = asked.headers.find("content-length");
    const std::size_t size = length == asked.headers.end() ? 0 : std::stoul(length->second);
    while (buffer.size() < size) {
      if (!receive(fd, buffer)) return false;
    }
    asked.body = buffer.substr(0, size);
    buffer.erase(0, size);
    return true;
  }

  Handler handler_;
  int listener_ = -1, port_ = 0;
  std::thread acceptor_;
  mutable std::mutex mutex_;
  std::set<int> open_;
  std::vector<std::thread> threads_;
  std::vector<Asked> asked_;
};

}  // namespace test
