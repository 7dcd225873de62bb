#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace settings {

struct DefinitionRoot {
  std::string path;     ///< relative directory; `*` components are allowed ("plugins/*/commands")
  std::string kind;     ///< one of Vocabulary::kinds; the first where none is given
  std::string profile;  ///< one of Vocabulary::profiles, or "" = decided by path and content
  bool operator==(const DefinitionRoot&) const = default;
};

struct Build {
  enum class Order { root_first, nearest_first };
  std::string base = "BASE-AGENT.md";
  Order order = Order::root_first;
  std::string output;  ///< relative directory; "" = nothing is built into the work tree
  bool stage = false;  ///< the commit hook stages tracked built files
  bool operator==(const Build&) const = default;
};

struct Target {
  std::string tool;   ///< one of Vocabulary::tools
  std::string scope;  ///< "project", or "user" in the user's own file
  bool operator==(const Target&) const = default;
};

struct Deploy {
  std::vector<std::string> on = {"merge", "checkout"};  ///< commit, merge, checkout
  std::vector<std::string> branches;                    ///< empty = the remote's default branch
  std::vector<Target> targets;
  bool pull = false;  ///< sources are pulled before a deployment
  bool operator==(const Deploy&) const = default;
};

struct Validate {
  base::Severity fail_on = base::Severity::error;
  std::map<std::string, std::string> rules;  ///< rule id → off, info, warning or error
  std::vector<std::string> ignore;           ///< .gitignore patterns
  std::size_t max_bytes = 1 << 20;           ///< a larger definition is not parsed
  /// Of Vocabulary::profiles: other hosts that read the same definitions.
  std::vector<std::string> profiles;
  bool operator==(const Validate&) const = default;
};

/// Which changes a push writes a request of approval for.
struct Approval {
  enum class Mode { off, record };
  Mode mode = Mode::off;           ///< unless said: record where there are paths
  std::vector<std::string> paths;  ///< .gitignore patterns
  bool operator==(const Approval&) const = default;
};

/// An upstream repository of definitions.
struct Source {
  enum class Tier { project, user, system };
  enum class Method { automatic, git, http };
  std::string name;    ///< what people call it; "" = made of the URL
  std::string url;     ///< as written: "owner/repo" means github.com; holds no credential
  std::string ref;     ///< branch, tag or commit; "" = the remote's default branch
  std::string path;    ///< relative directory in it, "" = all of it
  int priority = 100;  ///< 0 to 1000; the lower number wins
  Tier tier = Tier::project;
  Method method = Method::automatic;
  bool operator==(const Source&) const = default;
};

/// Which definitions of the sources a kind of project wants.
struct Detect {
  /// .gitignore patterns; one that is there is enough; none = always.
  std::vector<std::string> files;
  std::vector<std::string> deploy;  ///< names or paths without extension: "engineer/backend/python"
  bool operator==(const Detect&) const = default;
};

/// What the configuration file says, with defaults for what it does not say.
struct Settings {
  std::vector<DefinitionRoot> definitions;  ///< empty = the well-known places
  bool discovered = false;                  ///< no file names the definitions: they were looked for
  Build build;
  Deploy deploy;
  Validate validate;
  Approval approval;
  std::vector<Source> sources;
  std::vector<Detect> detect;  ///< empty = everything that the sources hold
  bool operator==(const Settings&) const = default;
};

/// The words that the values of some keys must be from; owned by the caller.
struct Vocabulary {
  std::span<const std::string_view> rules, kinds, profiles, tools;
};

struct Loaded {
  Settings settings;
  base::Diagnostics diagnostics;  ///< rule "configuration"; errors make the file unusable
};

/// Whose file it is. The user's own may name places on the disk and the user's directories, and
/// holds only the keys that are not about one repository.
enum class Owner { repository, user };

/// `path` is what the diagnostics name. Unknown keys and values are errors with a "did you mean"; a
/// key whose feature this version does not have, or that belongs into the other file, is refused by
/// name.
Loaded parse(std::string_view text, const std::string& path, const Vocabulary& vocabulary,
             Owner owner = Owner::repository);

/// One key of the file. The table of all keys is what parse() and the file's JSON Schema go by.
struct Key {
  /// "build.order"; the keys of a list's mappings follow the list's own: "deploy.targets.tool".
  std::string_view name;
  enum class Setter {
    repository,  ///< a committed file may set it
    trusted,     ///< a committed file may set it; it acts only after the user's trust
    planned,     ///< refused: the feature has not landed
  } setter;
  std::string_view text;  ///< one line of help
  enum class Shape {
    section,    ///< a mapping of the keys below it
    boolean,    ///< true or false
    integer,    ///< from `least` to `most`
    text,       ///< any scalar but null
    file_name,  ///< text without a slash, not empty
    name,       ///< text that can be typed as one word: see name_problem()
    url,        ///< see url_problem()
    ref,        ///< a branch, tag or commit: see ref_problem()
    path,       ///< text: relative, without `..` and `.git` components
    directory,  ///< a path that is not the root
    word,       ///< one of words_of()
    words,      ///< a list of them, or one
    texts,      ///< a list of texts, or one
    mappings,   ///< a list of mappings of the keys below it
    levels,     ///< a mapping from Vocabulary::rules to `words`
  } shape = Shape::section;
  std::span<const std::string_view> words = {};
  std::span<const std::string_view> Vocabulary::*vocabulary = nullptr;  ///< instead of `words`
  std::string_view standard = {};  ///< what holds where the key is absent, as JSON; "" = nothing
  std::string_view example = {};   ///< as JSON
  long long least = 0, most = 0;
  bool required = false;
  bool for_user = false;  ///< the user's own file may hold it too
};
std::span<const Key> keys();
std::span<const std::string_view> words_of(const Key& key, const Vocabulary& vocabulary);

/// SHA-256 over the keys that reach outside validation (Setter::trusted), in a fixed form; equal
/// where nothing that the user must agree to has changed.
std::string trust_digest(const Settings& settings);

/// The trusted keys as text, one "key: value" a line, to show to the user.
std::string trust_text(const Settings& settings);

}  // namespace settings
