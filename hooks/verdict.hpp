#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "git/repository.hpp"
#include "source/validation.hpp"

namespace hooks {

/// What is said of one set of definitions, whoever asks: a commit, a push, a server.
struct Verdict {
  bool failed = false;
  std::string findings;            ///< those that refuse, for people; "" where there are none
  std::string summary;             ///< "2 errors in 3 definitions; 1 more of lower severity"
  std::vector<std::string> paths;  ///< that refuse; sorted
  std::vector<std::string> stale;  ///< built files that are not what the definitions compose to

  bool is_silent() const { return !failed && stale.empty(); }
  bool operator==(const Verdict&) const = default;
};

/// The verdict of a validation, without the built files.
Verdict verdict_of(const source::Validation& validation, bool colour);

/// As text, to be remembered. The inverse gives nothing for what it did not write.
std::string encode(const Verdict& verdict);
std::optional<Verdict> decode_verdict(std::string_view text);

/// What decides a verdict beside the content: another value, another key.
struct Rulebook {
  std::string program;  ///< version of the program
  std::string rules;    ///< versions of the rules and of the parser
  std::vector<std::string> skipped;
  std::string baseline;  ///< whose baseline accepts old errors; "" = the content's own
};
Rulebook rulebook();  ///< of this program, skipping nothing

/// Key of the verdict over a listing of a tree's definitions and governing files, as `ls-files -s
/// -z` prints it, and the paths that it was made by.
std::string verdict_key(const Rulebook& rulebook, std::string_view listing,
                        const std::vector<std::string>& paths);
/// That form of the entries of any tree.
std::string listing_text(const std::vector<git::Entry>& entries);

/// May this verdict be remembered under that key, or does it depend on anything else?
bool depends_on_listing_only(const source::Validation& validation);

/// "git agents: the commit was refused: …" below what refused it.
std::string refusal(const Verdict& verdict, std::string_view what);
/// "git agents: warning: 2 built files are stale, first …" and what to do; "" where none is.
std::string stale_note(const std::vector<std::string>& stale, std::string_view where);

}  // namespace hooks
