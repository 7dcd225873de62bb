#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <ostream>

#include "agent/names.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "git-agents/validate.hpp"
#include "objects/unified_diff.hpp"
#include "os/file.hpp"
#include "repair/overlay.hpp"
#include "repair/plan.hpp"
#include "report/human.hpp"

namespace cli {
namespace {

constexpr std::size_t most_input = std::size_t{64} << 20;

std::string read_all() {
  std::string text;
  char buffer[1 << 16];
  for (;;) {
    const ssize_t count = ::read(STDIN_FILENO, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw base::io_error("read", "standard input", errno);
    if (count == 0) return text;
    text.append(buffer, static_cast<std::size_t>(count));
    if (text.size() > most_input) {
      throw base::Error(base::ErrorCode::invalid, "standard input has more than 64 MiB");
    }
  }
}

/// A directory whose other files nobody asked for: outside of a repository that may be a home.
class Alone final : public source::Tree {
 public:
  explicit Alone(std::string root) : disk_(source::directory(root)) {}
  std::vector<git::Entry> list(const std::vector<std::string>&) override { return {}; }
  void read(const std::vector<git::Entry>& entries, std::size_t max_bytes,
            const Sink& sink) override {
    disk_->read(entries, max_bytes, sink);
  }
  std::vector<bool> exist(const std::vector<std::string>& paths) override {
    return disk_->exist(paths);
  }

 private:
  std::unique_ptr<source::Tree> disk_;
};

/// Where the text belongs, and what it is read together with.
struct Place {
  std::unique_ptr<source::Tree> tree;
  std::string path;
  bool alone = false;
  std::string root = {};  ///< that stands before the path where people see it
};

Place find_place(const std::string& user_path, Session& session) {
  const git::Repository* repository = session.repository_if_any();
  if (repository != nullptr && !repository->work_tree.empty()) {
    return {session.tree(false, {}), session.repository_path(user_path)};
  }
  const std::string directory = std::filesystem::current_path().string();
  const std::string path = os::normalise(os::absolute(user_path));
  if (path.starts_with(directory + "/")) {
    return {std::make_unique<Alone>(directory), path.substr(directory.size() + 1), true};
  }
  return {std::make_unique<Alone>("/"), path.substr(1), true, "/"};
}

/// Without the others nobody can tell whether a name is used twice, or leads nowhere.
void keep_own(const source::Validation& validation, base::Diagnostics& diagnostics) {
  std::erase_if(diagnostics, [&](const base::Diagnostic& diagnostic) {
    return std::ranges::none_of(validation.catalog.definitions, [&](const auto& definition) {
      return std::ranges::any_of(definition.parsed->diagnostics, [&](const auto& own) {
        return own.rule == diagnostic.rule && own.place == diagnostic.place;
      });
    });
  });
}

bool is_definition(const source::Validation& validation, const std::string& path) {
  return path == agent::settings_file || path == agent::baseline_file ||
         agent::Classifier(validation.settings).classify(path).has_value();
}

}  // namespace

int validate_stdin(const ValidateRequest& request, Session& session) {
  auto place = find_place(request.stdin_path, session);
  const std::string input = read_all();
  repair::Overlay overlay(*place.tree);
  overlay.put(place.path, input);
  auto options = request.options;
  options.only = {place.path};

  repair::Plan plan;
  if (request.fix) {
    plan = repair::plan(overlay, options, {}, repair::Renames::no);
  } else {
    plan.left = source::validate(overlay, options);
  }
  const auto& validation = plan.left;
  if (request.fix) {
    const std::string& fixed = plan.files.empty() ? input : plan.files.front().after;
    if (request.dry_run) {
      session.out() << objects::unified_diff(input, fixed, place.path, place.path);
    } else {
      session.out() << fixed;
    }
    session.out().flush();
  }
  if (validation.usable && !is_definition(validation, place.path)) {
    session.err() << "note: '" << report::printable(request.stdin_path)
                  << "' is no definition and was not checked\n";
  }
  Shown shown{validation.diagnostics, validation.known};
  if (place.alone && validation.usable) keep_own(validation, shown.diagnostics);
  for (auto& diagnostic : shown.diagnostics) diagnostic.path.insert(0, place.root);
  auto& out = request.fix ? session.err() : session.out();
  const int descriptor = request.fix ? STDERR_FILENO : STDOUT_FILENO;
  return report_findings(out, descriptor, request, validation, shown, session);
}

}  // namespace cli
