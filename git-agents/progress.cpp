#include "git-agents/progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <mutex>
#include <ostream>
#include <string>

#include "base/text.hpp"
#include "os/environment.hpp"
#include "os/terminal.hpp"
#include "report/human.hpp"

namespace cli {
namespace {

constexpr std::int64_t between_ns = 100'000'000;
constexpr std::size_t cells = 12, narrowest = 20, narrowest_for_bar = 60;

/// How far a source has come.
struct Position {
  std::string doing;
  std::uint64_t done = 0, total = 0, bytes = 0;
};

std::string size_text(std::uint64_t bytes) {
  constexpr std::array<const char*, 4> units = {"KiB", "MiB", "GiB", "TiB"};
  constexpr double unit = 1024;
  if (bytes < 1024) return std::to_string(bytes) + " B";
  double size = static_cast<double>(bytes) / unit;
  std::size_t i = 0;
  for (; size >= unit && i + 1 < units.size(); ++i) size /= unit;
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f %s", size, units.at(i));
  return text.data();
}

std::uint64_t percent(std::uint64_t done, std::uint64_t total) {
  constexpr std::uint64_t whole = 100;
  return done >= total ? whole
                       : static_cast<std::uint64_t>(static_cast<double>(done) /
                                                    static_cast<double>(total) * whole);
}

std::string counts(const Position& position) {
  return std::to_string(percent(position.done, position.total)) + "% (" +
         std::to_string(position.done) + "/" + std::to_string(position.total) + ")";
}

/// `text` in at most so many columns; what is not ASCII is taken to be two wide.
std::string cut(const std::string& text, std::size_t columns) {
  std::string_view rest = text;
  std::size_t used = 0;
  while (!rest.empty()) {
    const std::string_view before = rest;
    used += base::take_code_point(rest) < 0x80 ? 1 : 2;
    if (used > columns) return text.substr(0, text.size() - before.size());
  }
  return text;
}

std::string note(std::string_view source, std::string_view sentence) {
  return "note: " + report::printable(source) + ": " + report::printable(sentence) + "\n";
}

class TerminalProgress final : public syncing::Progress {
 public:
  explicit TerminalProgress(ProgressPlace place) : place_(std::move(place)) {}
  ~TerminalProgress() override { erase(); }
  TerminalProgress(const TerminalProgress&) = delete;
  TerminalProgress& operator=(const TerminalProgress&) = delete;

  void step(std::string_view source, std::string_view doing, std::uint64_t done,
            std::uint64_t total, std::uint64_t bytes) override {
    const std::lock_guard guard(mutex_);
    positions_.insert_or_assign(std::string(source),
                                Position{std::string(doing), done, total, bytes});
    const std::int64_t now = place_.now_ns();
    if (drawn_ns_ != 0 && now - drawn_ns_ < between_ns) return;
    drawn_ns_ = now;
    draw(source);
  }

  void say(std::string_view source, std::string_view sentence) override {
    const std::lock_guard guard(mutex_);
    erase();
    place_.out << note(source, sentence) << std::flush;
    drawn_ns_ = 0;
  }

 private:
  void draw(std::string_view source) {
    const std::size_t columns = place_.columns();
    if (columns < narrowest) return;
    Position all;
    for (const auto& [name, position] : positions_) {
      all.done += std::min(position.done, position.total);
      all.total += position.total;
      all.bytes += position.bytes;
    }
    std::string line(place_.verb);
    if (all.total > 0) {
      if (columns >= narrowest_for_bar) {
        const std::size_t filled = percent(all.done, all.total) * cells / 100;
        line += " [" + std::string(filled, '#') + std::string(cells - filled, '.') + "]";
      }
      line += " " + counts(all);
    }
    if (all.bytes > 0) line += " " + size_text(all.bytes);
    line += "  " + report::printable(source) + ": " +
            report::printable(positions_.find(source)->second.doing);
    // The last column stays free: some terminals begin a new line after it.
    place_.out << "\r" + cut(line, columns - 1) + "\x1b[K" << std::flush;
    visible_ = true;
  }

  void erase() {
    if (visible_) place_.out << "\r\x1b[K" << std::flush;
    visible_ = false;
  }

  ProgressPlace place_;
  std::mutex mutex_;
  std::map<std::string, Position, std::less<>> positions_;
  std::int64_t drawn_ns_ = 0;
  bool visible_ = false;
};

class LogProgress final : public syncing::Progress {
 public:
  explicit LogProgress(ProgressPlace place) : place_(std::move(place)) {}

  void step(std::string_view source, std::string_view doing, std::uint64_t done,
            std::uint64_t total, std::uint64_t bytes) override {
    constexpr std::uint64_t quarter = 25;
    if (total == 0) return;
    const std::lock_guard guard(mutex_);
    auto& [before, reached] = reached_[std::string(source)];
    if (before != doing) {
      before = doing;
      reached = 0;
    }
    const std::uint64_t milestone = percent(done, total) / quarter * quarter;
    if (milestone <= reached) return;
    reached = milestone;
    place_.out << std::string(place_.verb) + " " + report::printable(source) + ": " +
                      report::printable(doing) + " " +
                      counts({std::string(doing), std::min(done, total), total, bytes}) +
                      (bytes > 0 ? " " + size_text(bytes) : "") + "\n"
               << std::flush;
  }

  void say(std::string_view source, std::string_view sentence) override {
    const std::lock_guard guard(mutex_);
    place_.out << note(source, sentence) << std::flush;
  }

 private:
  ProgressPlace place_;
  std::mutex mutex_;
  /// By source: what it does, and its last milestone.
  std::map<std::string, std::pair<std::string, std::uint64_t>> reached_;
};

}  // namespace

std::unique_ptr<syncing::Progress> terminal_progress(ProgressPlace place) {
  return std::make_unique<TerminalProgress>(std::move(place));
}

std::unique_ptr<syncing::Progress> log_progress(ProgressPlace place) {
  return std::make_unique<LogProgress>(std::move(place));
}

std::unique_ptr<syncing::Progress> progress_on_stderr(Session& session, std::string_view verb) {
  const bool obeys = os::is_terminal(STDERR_FILENO) && os::variable("TERM").value_or("") != "dumb";
  if (!obeys) return log_progress({session.err(), verb});
  return terminal_progress(
      {session.err(), verb, os::now_ns, [] { return os::terminal_width(STDERR_FILENO); }});
}

}  // namespace cli
