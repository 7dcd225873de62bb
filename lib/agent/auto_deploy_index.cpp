#include "agent/auto_deploy_index.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace agent {
namespace {

using Words = std::vector<std::string>;

constexpr std::size_t longest_word = 200;

/// What stands between backticks, in order.
Words code_words(std::string_view text) {
  Words words;
  while (true) {
    const std::size_t open = text.find('`');
    if (open == text.npos) return words;
    const std::size_t close = text.find('`', open + 1);
    if (close == text.npos) return words;
    words.emplace_back(base::trim(text.substr(open + 1, close - open - 1)));
    text.remove_prefix(close + 1);
  }
}

bool is_plain(std::string_view word) {
  return !word.empty() && word.size() <= longest_word && word.find("..") == word.npos &&
         std::ranges::all_of(word, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  std::string_view("._-+@/").find(c) != std::string_view::npos;
         });
}

bool is_id(std::string_view word) {
  return is_plain(word) && !word.starts_with('/') && !word.ends_with('/') &&
         !word.starts_with('-') && word.find("//") == word.npos;
}

/// A file's or a directory's name, where `*` stands for any part of one.
bool is_file(std::string word) {
  std::erase(word, '*');
  return is_plain(word) && word.find_first_not_of("./") != std::string::npos;
}

/// "`.env` containing `X`", "`package.json` with `"sharp"`": more than that the file is there.
bool looks_inside(std::string_view lower) {
  return lower.find(" contain") != lower.npos || lower.find(" with ") != lower.npos;
}

bool is_bullet(std::string_view line) {
  return line.size() > 2 && std::string_view("-*+").find(line[0]) != std::string_view::npos &&
         line[1] == ' ';
}

void add(Words& words, std::string word) {
  if (std::ranges::find(words, word) == words.end()) words.push_back(std::move(word));
}

std::string joined(const Words& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

class Parser {
 public:
  AutoDeployIndex parse(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      ++line_;
      read(base::trim(text.substr(0, end)));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    end_block();
    // Not that of std::ranges: clang 14 cannot compile it with libstdc++ 12.
    std::stable_partition(index_.rules.begin(), index_.rules.end(),
                          [](const auto& rule) { return rule.files.empty(); });
    std::ranges::stable_sort(index_.left_out, {}, &AutoDeployIndex::LeftOut::line);
    return std::move(index_);
  }

 private:
  enum class List { nothing, files, agents, optional };

  void read(std::string_view line) {
    if (line.starts_with("```") || line.starts_with("~~~")) fenced_ = !fenced_;
    if (fenced_ || line.empty()) return;
    if (line.starts_with('#')) {
      heading(line);
    } else if (line.starts_with("**")) {
      label(line.substr(2));
    } else if (is_bullet(line)) {
      bullet(base::trim(line.substr(2)));
    }
  }

  void heading(std::string_view line) {
    const std::size_t level = std::min(line.find_first_not_of('#'), line.size());
    end_block();
    title_ = base::trim(line.substr(level));
    title_line_ = line_;
    const std::string lower = base::to_lower_ascii(title_);
    if (level <= section_level_) section_ = Section::normal;
    if (section_ == Section::normal) {
      section_level_ = level;
      if (lower.find("always deployed") != lower.npos || lower.starts_with("universal agents")) {
        section_ = Section::always;
      } else if (lower.find("example") != lower.npos) {
        section_ = Section::ignored;
      }
    }
    always_ = section_ == Section::always;
    list_ = always_ ? List::agents : List::nothing;
  }

  /// "Indicator Files**: `a`, `b`", "Deploy:**".
  void label(std::string_view text) {
    const std::size_t end = text.find("**");
    if (end == text.npos) return;
    const std::string name = base::to_lower_ascii(text.substr(0, end));
    const std::string_view rest = text.substr(end + 2);
    const auto starts = [&](std::string_view start) { return name.starts_with(start); };
    if (starts("indicator")) {
      list_ = List::files;
      indicators(rest);
      // What follows a list in one line are the agents.
      if (!code_words(rest).empty()) list_ = List::agents;
    } else if (starts("optional") || starts("conditional")) {
      list_ = List::optional;
    } else if (starts("auto-deploy") || starts("deploy")) {
      list_ = List::agents;
    } else if (starts("dependencies")) {
      list_ = List::agents;
      more_than_files_ = true;
    } else {
      list_ = List::nothing;
    }
  }

  void indicators(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find(','), text.size());
      indicator(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  void indicator(std::string_view text) {
    const Words words = code_words(text);
    if (looks_inside(base::to_lower_ascii(text)) && !words.empty()) {
      leave_out("what '" + base::quote_path(base::to_valid_utf8(words.front())) + "' contains");
      more_than_files_ = true;
      return;
    }
    for (const auto& word : words) {
      if (word == ".git/" || word == ".git") {
        always_ = true;  // else nothing would be deployed at all
      } else if (is_file(word)) {
        add(files_, anchored(word));
      } else {
        more_than_files_ = true;
      }
    }
  }

  void bullet(std::string_view text) {
    const Words words = code_words(text);
    if (section_ == Section::ignored || words.empty()) return;
    if (list_ == List::files)
      return looks_inside(base::to_lower_ascii(text)) ? indicator(text) : indicators(text);
    if (list_ == List::nothing || !text.starts_with('`')) return;
    const std::string& id = words.front();
    if (!is_id(id))
      return leave_out("'" + base::quote_path(base::to_valid_utf8(id)) +
                       "' is no definition's path");
    if (list_ == List::agents) {
      // "- `id` - If `x` exists" among those without a condition.
      if (!optional(id, text)) add(agents_, id);
    } else if (!optional(id, text)) {
      leave_out("'" + id + "' is optional, and no file says when it is wanted");
    }
  }

  /// A rule of its own for what is wanted where one of the named files is.
  bool optional(const std::string& id, std::string_view text) {
    const std::string lower = base::to_lower_ascii(text);
    const std::size_t condition = lower.find(" if ");
    if (condition == lower.npos) return false;
    settings::Detect rule;
    if (!looks_inside(lower.substr(condition))) {
      for (const auto& word : code_words(text.substr(condition))) {
        if (is_file(word)) add(rule.files, anchored(word));
      }
    }
    if (rule.files.empty()) {
      leave_out("'" + id + "' is wanted where more than a file's being there says so");
      return true;
    }
    rule.deploy = {id};
    emit(std::move(rule));
    return true;
  }

  void end_block() {
    if (!agents_.empty() && (always_ || !files_.empty())) {
      if (always_) files_.clear();
      emit({std::move(files_), std::move(agents_)});
    } else if (!agents_.empty()) {
      index_.left_out.push_back(
          {title_line_, "'" + base::quote_path(base::to_valid_utf8(title_)) + "' goes by " +
                            (more_than_files_ ? "more than files" : "no files") + ": " +
                            joined(agents_)});
    }
    files_.clear();
    agents_.clear();
    more_than_files_ = false;
    always_ = false;
    list_ = List::nothing;
  }

  /// Rules of the same files are one.
  void emit(settings::Detect rule) {
    const auto same = std::ranges::find(index_.rules, rule.files, &settings::Detect::files);
    if (same == index_.rules.end()) {
      index_.rules.push_back(std::move(rule));
      return;
    }
    for (auto& id : rule.deploy) add(same->deploy, std::move(id));
  }

  void leave_out(std::string reason) { index_.left_out.push_back({line_, std::move(reason)}); }

  static std::string anchored(const std::string& file) {
    return file.starts_with('/') ? file : "/" + file;
  }

  enum class Section { normal, always, ignored };
  AutoDeployIndex index_;
  std::size_t line_ = 0, title_line_ = 1;
  bool fenced_ = false;
  Section section_ = Section::normal;
  std::size_t section_level_ = 0;
  std::string title_ = "the beginning";
  List list_ = List::nothing;
  bool always_ = false, more_than_files_ = false;
  Words files_, agents_;
};

}  // namespace

AutoDeployIndex parse_auto_deploy_index(std::string_view text) {
  return Parser().parse(text);
}

}  // namespace agent
