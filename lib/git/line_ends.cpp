#include "git/failure.hpp"
#include "git/records.hpp"
#include "git/repository.hpp"

namespace git {

std::vector<std::string> converted_line_ends(const Repository& repository,
                                             const std::vector<std::string>& paths) {
  std::vector<std::string> arguments = {"ls-files", "--eol", "-z", "-c", "-o"};
  append_roots(arguments, paths);
  std::vector<std::string> converted;
  // "i/lf    w/crlf  attr/text=auto eol=crlf \tPATH": gitattributes(5), "i/" is what is stored.
  for_each_record(query(repository, std::move(arguments)), [&](std::string_view record) {
    const auto tab = record.find('\t');
    if (tab == record.npos) return;
    const std::string_view about = record.substr(0, tab);
    const bool stored_as_lf = about.starts_with("i/lf ");
    const bool to_be_added = about.starts_with("i/ ");
    const bool is_text = about.find("attr/text") != about.npos;
    if (stored_as_lf || (to_be_added && is_text)) converted.emplace_back(record.substr(tab + 1));
  });
  return converted;
}

}  // namespace git
