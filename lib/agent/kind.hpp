#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "settings/settings.hpp"

namespace agent {

enum class Kind : std::uint8_t {
  agent,
  skill,
  command,
  rule,
  output_style,
  prompt,
  instructions,
  chat_mode,
  workflow,
  steering,
  base,
  plugin,
  marketplace,
  hooks,
};
/// Whose format it is. `any` = a bare `agents/`, `skills/` or `commands/` directory, read as Claude
/// Code reads it.
enum class Host : std::uint8_t {
  any,
  claude,
  claude_mpm,
  agentskills,
  cursor,
  copilot,
  opencode,
  codex,
  gemini,
  windsurf,
  kiro,
  claude_plugin,  ///< components of a Claude Code plugin
};

std::string_view to_string(Kind kind);  ///< "output-style"
std::string_view to_string(Host host);  ///< "claude-mpm"
std::optional<Kind> kind_from(std::string_view word);
std::optional<Host> host_from(std::string_view word);
std::span<const std::string_view> kind_words();
std::span<const std::string_view> host_words();

/// Does Claude Code read it?
bool is_claude(Host host);

struct Format {
  Kind kind = Kind::agent;
  Host host = Host::any;
  friend auto operator<=>(const Format&, const Format&) = default;
};

struct Classified {
  Format format;
  std::string root;  ///< directory that the definition's place is relative to, "" = the top
};

/// Tells what a path is, from the configured roots, or from the well-known places of every tool
/// where none are configured. Nothing for files that are no definitions: READMEs, backups, skill
/// supporting files, built output.
class Classifier {
 public:
  explicit Classifier(const settings::Settings& settings);
  std::optional<Classified> classify(std::string_view path) const;
  std::optional<Classified> operator()(std::string_view path) const { return classify(path); }
  /// Literal directories that hold all definitions, for git's pathspecs; never empty.
  const std::vector<std::string>& directories() const { return directories_; }
  const std::string& base_name() const { return base_name_; }

 private:
  struct Root {
    std::string pattern;
    std::vector<std::string> parts;
    Format format;
    bool anywhere = false;  ///< may lie at any depth (`x/.claude/agents`)
    bool deep = true;       ///< its directories hold definitions too
  };
  /// Indices of roots by their literal path.
  using ByPath = std::map<std::string, std::vector<std::size_t>, std::less<>>;
  void index_roots();
  std::vector<std::size_t> roots_at(std::string_view path, const std::vector<std::size_t>& ends,
                                    std::size_t depth) const;
  const Root* best_root(std::string_view path, const std::vector<std::size_t>& ends,
                        std::string_view file, std::size_t& depth) const;
  std::vector<Root> roots_;
  ByPath fixed_;     ///< at one place
  ByPath anywhere_;  ///< at any depth
  std::vector<std::size_t> patterns_;
  std::vector<std::string> directories_;
  std::string base_name_, output_;
};

/// A well-known place of a tool: where to look for definitions when nothing is configured.
struct WellKnownPlace {
  std::string_view path;  ///< ".claude/agents"
  Format format;
  bool deep = true;  ///< the host also looks into its directories
};
std::span<const WellKnownPlace> well_known_places();

}  // namespace agent
