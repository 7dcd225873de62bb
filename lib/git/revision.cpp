#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "git/failure.hpp"
#include "git/repository.hpp"

namespace git {
namespace {

/// The answer of a question that git answers with exit code 1 where there is nothing.
std::optional<std::string> ask(const Repository& repository, std::vector<std::string> arguments) {
  const os::Result result = os::run(command(repository, arguments));
  if (result.status == 1) return std::nullopt;
  if (!result.ok()) throw failure(arguments, result);
  std::string answer = result.output;
  if (answer.ends_with('\n')) answer.pop_back();
  return answer;
}

bool is_id(std::string_view text) {
  return (text.size() == 40 || text.size() == 64) &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

std::vector<std::string> object_ids(const Repository& repository,
                                    const std::vector<std::string>& names) {
  std::vector<std::string> ids(names.size());
  std::vector<std::size_t> asked;
  std::string input;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!is_request(names[i])) continue;
    asked.push_back(i);
    input.append(names[i]).push_back('\n');
  }
  if (asked.empty()) return ids;
  const std::string output =
      query(repository, {"cat-file", "--batch-check=%(objectname)", "--buffer"}, std::move(input));
  std::string_view rest = output;
  for (const std::size_t i : asked) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) {
      throw base::Error(base::ErrorCode::internal, "git cat-file: fewer answers than questions");
    }
    if (is_id(rest.substr(0, end))) ids[i] = rest.substr(0, end);
    rest.remove_prefix(end + 1);
  }
  return ids;
}

std::optional<std::string> tree_of(const Repository& repository, const std::string& revision) {
  if (!is_revision_argument(revision)) return std::nullopt;
  return ask(repository, {"rev-parse", "--verify", "--quiet", revision + "^{tree}"});
}

std::optional<std::string> current_branch(const Repository& repository) {
  return ask(repository, {"symbolic-ref", "--quiet", "HEAD"});
}

std::string empty_tree(const Repository& repository) {
  return std::string(base::trim(query(repository, {"hash-object", "-t", "tree", "--stdin"})));
}

std::string empty_tree_like(std::string_view id) {
  constexpr std::size_t sha256_digits = 64;
  return id.size() == sha256_digits
             ? "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"
             : "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
}

bool is_zero_id(std::string_view id) {
  return !id.empty() && id.find_first_not_of('0') == std::string_view::npos;
}

}  // namespace git
