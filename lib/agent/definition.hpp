#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "agent/kind.hpp"
#include "base/diagnostic.hpp"

namespace agent {

enum class EdgeType : std::uint8_t { agent, skill, base, file };
std::string_view to_string(EdgeType type);

/// One mention of another definition or file.
struct Reference {
  EdgeType type = EdgeType::agent;
  std::string target;  ///< as written
  std::string origin;  ///< where: "subagent_type", "agents", "handoffs", "skills", "link", …
  bool frontmatter = false;
  base::Place place;
  friend bool operator==(const Reference&, const Reference&) = default;
};

/// Everything that the bytes of a definition say by themselves; the path is not part of it, so it
/// can be memoised by content and format.
struct Parsed {
  bool is_definition = true;  ///< false: a Markdown file that only lies among definitions
  bool loads = true;          ///< false: the host skips it
  bool unread = false;        ///< the content is not at hand: only the path speaks; never memoised
  bool not_for_models = false;  ///< a skill that only people may call
  Host host = Host::any;        ///< refined by content (claude-mpm)
  std::string name;             ///< as declared; "" where absent
  std::string agent_id;         ///< claude-mpm's own id; "" where absent
  std::string description;
  std::string model;
  std::vector<std::string> tools;
  base::Place name_place;
  std::vector<Reference> references;
  base::Diagnostics diagnostics;  ///< without paths
  std::string frontmatter_json;   ///< the mapping as JSON text; "" where there is none
  std::uint32_t size = 0;         ///< bytes
  std::uint32_t body_size = 0;
  std::vector<std::string> ignored_rules;  ///< of `<!-- git-agents: ignore RULE -->`

  friend bool operator==(const Parsed&, const Parsed&) = default;
};

/// Changes whenever the same bytes may parse differently: part of every memo key.
inline constexpr int parser_version = 4;

struct Fix;

/// Never throws for bad input. Keeps what repairs the diagnostics in `fixes` where it is given.
Parsed parse(Format format, std::string_view bytes, std::vector<Fix>* fixes = nullptr);

/// A file of a tree with what it says.
struct Definition {
  std::string path;
  std::string blob;  ///< object id; "" for work tree files that were not hashed
  Format format;
  std::string root;
  std::shared_ptr<const Parsed> parsed;

  /// The identity that references use: the name where the host goes by it and it is there, else
  /// the directory of a skill, else the file's stem without `.agent` and the like. Of a command of
  /// Gemini CLI the path below the root, with ':'.
  std::string name() const;
};

/// Compact binary form for the memo. decode() gives null for anything that encode() did not make.
/// `summary` holds what hooks need of every definition, `detail` the rest (description, JSON).
struct Encoded {
  std::string summary, detail;
};
Encoded encode(const Parsed& parsed);
std::shared_ptr<const Parsed> decode(std::string_view summary, std::string_view detail);

}  // namespace agent
