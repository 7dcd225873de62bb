#include "source/catalog.hpp"

#include <algorithm>

#include "agent/rules.hpp"
#include "base/text.hpp"
#include "os/file.hpp"
#include "os/parallel.hpp"

namespace source {
namespace {

constexpr std::uint32_t symlink_mode = 0120000;
constexpr std::uint32_t submodule_mode = 0160000;
/// Entries read before they are parsed together: bounds the memory.
constexpr std::size_t batch_size = 256;

base::Diagnostic about(const git::Entry& entry, std::string_view rule, std::string message,
                       std::string consequence, std::string hint) {
  base::Diagnostic diagnostic;
  diagnostic.rule = rule;
  diagnostic.severity = agent::find_rule(rule)->severity;
  diagnostic.path = entry.path;
  diagnostic.message = std::move(message);
  diagnostic.consequence = std::move(consequence);
  diagnostic.hint = std::move(hint);
  return diagnostic;
}

/// Stands for a definition whose content is not at hand, so that references to it are not dangling.
std::shared_ptr<const agent::Parsed> unread() {
  static const auto parsed = [] {
    agent::Parsed nothing;
    nothing.loads = false;
    nothing.unread = true;
    return std::make_shared<const agent::Parsed>(nothing);
  }();
  return parsed;
}

class Loader {
 public:
  Loader(Tree& tree, std::size_t max_bytes, Memo* memo, Detail detail)
      : tree_(tree), max_bytes_(max_bytes), memo_(memo), detail_(detail) {}

  void add(const git::Entry& entry, const agent::Classified& classified) {
    if (entry.stage > 0) {
      if (!catalog_.diagnostics.empty() && catalog_.diagnostics.back().path == entry.path) return;
      catalog_.diagnostics.push_back(about(entry, "unmerged", "the file has unmerged changes",
                                           "git cannot commit it",
                                           "resolve the conflict and 'git add' the file"));
      return;
    }
    if (entry.mode == symlink_mode) {
      catalog_.diagnostics.push_back(
          about(entry, "symlink", "the definition is a symbolic link, which is not followed",
                "it is neither checked nor deployed", "replace the link by the file itself"));
      return;
    }
    if (entry.mode == submodule_mode) {
      catalog_.diagnostics.push_back(about(entry, "submodule",
                                           "a submodule lies at a definition's place",
                                           "its definitions are not checked here", {}));
      return;
    }
    agent::Definition definition{entry.path, entry.id, classified.format, classified.root, nullptr};
    if (memo_ && !entry.id.empty()) {
      definition.parsed = memo_->find(entry.id, classified.format, detail_ == Detail::full);
    }
    if (definition.parsed && definition.parsed->size > max_bytes_) {
      report_too_large(entry, std::to_string(definition.parsed->size));
      definition.parsed = unread();
    }
    if (!definition.parsed) {
      missing_.push_back(entry);
      slots_.push_back(catalog_.definitions.size());
    }
    catalog_.definitions.push_back(std::move(definition));
  }

  Catalog take() {
    for (std::size_t begin = 0; begin < missing_.size(); begin += batch_size) {
      parse(begin, std::min(missing_.size(), begin + batch_size));
    }
    return std::move(catalog_);
  }

 private:
  void report_too_large(const git::Entry& entry, const std::string& size) {
    catalog_.diagnostics.push_back(about(
        entry, "too-large",
        "the file has " + size + " bytes, more than the limit of " + std::to_string(max_bytes_),
        "it is neither checked nor deployed", "make it smaller, or raise validate.max-bytes"));
  }

  void parse(std::size_t begin, std::size_t end) {
    const std::vector<git::Entry> batch(missing_.begin() + static_cast<std::ptrdiff_t>(begin),
                                        missing_.begin() + static_cast<std::ptrdiff_t>(end));
    std::vector<std::optional<std::string>> contents(batch.size());
    tree_.read(batch, max_bytes_, [&](std::size_t i, Tree::Status status, std::string content) {
      if (status == Tree::Status::ok) {
        contents[i] = std::move(content);
      } else if (status == Tree::Status::missing) {
        catalog_.diagnostics.push_back(
            about(batch[i], "missing-object", "the file's content is not in this repository",
                  "it cannot be checked", "fetch it: git fetch, or git checkout of the file"));
      } else {
        report_too_large(batch[i], content);
      }
    });
    os::for_each_index(batch.size(), os::workers_for(batch.size()), [&](std::size_t i) {
      auto& definition = catalog_.definitions[slots_[begin + i]];
      if (!contents[i]) {
        definition.parsed = unread();
        return;
      }
      definition.parsed =
          std::make_shared<agent::Parsed>(agent::parse(definition.format, *contents[i]));
      contents[i].reset();
    });
    if (!memo_) return;
    for (std::size_t i = 0; i < batch.size(); ++i) {
      const auto& definition = catalog_.definitions[slots_[begin + i]];
      if (!definition.parsed->unread && !definition.blob.empty()) {
        memo_->remember(definition.blob, definition.format, *definition.parsed);
      }
    }
  }

  Tree& tree_;
  std::size_t max_bytes_;
  Memo* memo_;
  Detail detail_;
  Catalog catalog_;
  std::vector<git::Entry> missing_;
  std::vector<std::size_t> slots_;  ///< of missing_[i] in catalog_.definitions
};

}  // namespace

namespace {

/// What a symbolic link or a submodule would hold that lies where a whole directory of definitions,
/// or a skill's directory, is looked for.
std::optional<agent::Classified> directory_format(const git::Entry& entry,
                                                  const Classify& classify) {
  if (entry.mode != symlink_mode && entry.mode != submodule_mode) return std::nullopt;
  for (const std::string_view file : {"/SKILL.md", "/x.md"}) {
    const auto inside = classify(entry.path + std::string(file));
    if (!inside) continue;
    const bool skill = inside->format.kind == agent::Kind::skill;
    if (inside->root == entry.path || (skill && os::parent(entry.path) == inside->root)) {
      return inside;
    }
    // A link below the root that may lead to a directory of definitions.
    const bool plain = os::file_name(entry.path).find('.') == std::string_view::npos;
    if (!skill && plain && inside->root.size() < entry.path.size()) return inside;
  }
  return std::nullopt;
}

}  // namespace

Catalog load(Tree& tree, const std::vector<git::Entry>& listing, const Classify& classify,
             std::size_t max_bytes, Memo* memo, Detail detail) {
  Loader loader(tree, max_bytes, memo, detail);
  for (const auto& entry : listing) {
    if (const auto classified = classify(entry.path)) {
      loader.add(entry, *classified);
    } else if (const auto whole = directory_format(entry, classify)) {
      loader.add(entry, *whole);
    }
  }
  return loader.take();
}

}  // namespace source
