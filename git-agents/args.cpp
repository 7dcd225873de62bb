#include <algorithm>
#include <map>
#include <optional>

#include "base/edit_distance.hpp"
#include "base/error.hpp"
#include "git-agents/command.hpp"
#include "git-agents/words.hpp"

// Values are whole words, never lists; and std::regex recurses once for each character of a word.
#define CXXOPTS_VECTOR_DELIMITER '\0'
#define CXXOPTS_NO_REGEX
#include <cxxopts.hpp>

namespace cli {

struct Args::Parsed {
  const Command* command = nullptr;
  std::map<std::string, std::vector<std::string>, std::less<>> values;  ///< a switch has one ""
  std::vector<std::string> arguments;
  std::size_t before_dashes = 0;
  bool help = false, manual = false;
};

namespace {

constexpr const char* positional = "arguments";

base::Error usage(std::string message, std::string hint = {}) {
  return base::Error(base::ErrorCode::usage, std::move(message), std::move(hint));
}

std::string quoted(std::string_view dashes, std::string_view name) {
  return "'" + std::string(dashes) + std::string(name) + "'";
}

const Option* find_long(const Command& command, std::string_view name) {
  const auto found = std::ranges::find(command.options, name, &Option::name);
  return found == command.options.end() || name.size() == 1 ? nullptr : &*found;
}

const Option* find_letter(const Command& command, char letter) {
  for (const Option& option : command.options) {
    if (option.letter == letter || option.name == std::string_view(&letter, 1)) return &option;
  }
  return nullptr;
}

base::Error unknown_option(const Command& command, std::string_view name) {
  const std::vector<std::string_view> names = long_names(command);
  std::vector<std::string_view> longer;
  std::ranges::copy_if(names, std::back_inserter(longer),
                       [&](std::string_view known) { return known.starts_with(name); });
  std::string hint;
  if (!name.empty() && longer.size() == 1) {
    hint = "options are not abbreviated; did you mean " + quoted("--", longer.front()) + "?";
  } else if (const auto near = base::nearest(name, names)) {
    hint = "did you mean " + quoted("--", *near) + "?";
  }
  return usage("unknown option " + quoted("--", name), hint);
}

/// Checks every option word against the table and spells it in the one form that cxxopts cannot
/// misread: `--name=value` for values, letters apart.
class Normaliser {
 public:
  Normaliser(const Command& command, std::span<const std::string> words)
      : command_(command), words_(words) {}

  std::vector<std::string> run() {
    for (; next_ < words_.size(); ++next_) {
      const std::string& word = words_[next_];
      if (word == "--") break;
      if (word.starts_with("--")) {
        long_option(std::string_view(word).substr(2));
      } else if (word.size() > 1 && word.front() == '-') {
        letters(std::string_view(word).substr(1));
      } else {
        result_.push_back(word);
        ++arguments_;
      }
    }
    result_.insert(result_.end(), words_.begin() + static_cast<std::ptrdiff_t>(next_),
                   words_.end());
    return std::move(result_);
  }

  /// Of those before "--".
  std::size_t arguments() const { return arguments_; }

 private:
  void long_option(std::string_view text) {
    const std::size_t equals = text.find('=');
    const std::string_view name = text.substr(0, equals);
    std::optional<std::string> value;
    if (equals != std::string_view::npos) value = text.substr(equals + 1);
    const bool json = name == "json" && has_json_alias(command_);
    const Option* option = find_long(command_, json ? "format" : name);
    if (option == nullptr && name != "help") throw unknown_option(command_, name);
    if (option == nullptr || option->value.empty() || json) {
      if (value) throw usage("option " + quoted("--", name) + " takes no value");
      result_.push_back(json ? "--format=json" : "--" + std::string(name));
      return;
    }
    put_value(*option, quoted("--", name), std::move(value));
  }

  void letters(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      const Option* option = find_letter(command_, text[i]);
      if (option == nullptr && text[i] != 'h') {
        throw usage("unknown option " + quoted("-", text.substr(i, 1)), long_hint(text));
      }
      if (option == nullptr || option->value.empty()) {
        result_.push_back({'-', text[i]});
        continue;
      }
      std::optional<std::string> value;
      if (i + 1 < text.size()) value = text.substr(i + 1);
      put_value(*option, quoted("-", text.substr(i, 1)), std::move(value));
      return;
    }
  }

  std::string long_hint(std::string_view text) const {
    return find_long(command_, text) != nullptr ? "did you mean " + quoted("--", text) + "?" : "";
  }

  void put_value(const Option& option, const std::string& shown, std::optional<std::string> value) {
    if (!value) {
      if (next_ + 1 == words_.size()) {
        throw usage("option " + shown + " needs a value: " + std::string(option.value));
      }
      value = words_[++next_];
    }
    check_choice(option, shown, *value);
    if (option.name.size() == 1) {
      result_.push_back("-" + std::string(option.name));
      result_.push_back(std::move(*value));
    } else {
      result_.push_back("--" + std::string(option.name) + "=" + *value);
    }
  }

  static void check_choice(const Option& option, const std::string& shown,
                           const std::string& value) {
    const std::vector<std::string_view> choices = split_words(option.choices);
    if (choices.empty() || (option.or_empty && value.empty())) return;
    if (std::ranges::find(choices, value) != choices.end()) return;
    std::string list;
    for (const std::string_view choice : choices) {
      list += (list.empty() ? "" : ", ") + quoted("", choice);
    }
    const auto near = base::nearest(value, choices);
    throw usage("option " + shown + " must be one of " + list + ", not " + quoted("", value),
                near ? "did you mean " + quoted("", *near) + "?" : "");
  }

  const Command& command_;
  std::span<const std::string> words_;
  std::size_t next_ = 0, arguments_ = 0;
  std::vector<std::string> result_;
};

cxxopts::Options parser_of(const Command& command) {
  cxxopts::Options parser("git-agents");
  cxxopts::OptionAdder add = parser.add_options();
  for (const Option& option : command.options) {
    std::string names(option.name);
    if (option.letter != 0 && option.name.size() > 1)
      names = {option.letter, ','}, names += option.name;
    if (option.value.empty()) {
      add(names, "", cxxopts::value<bool>());
    } else {
      add(names, "", cxxopts::value<std::vector<std::string>>());
    }
  }
  add("h", "", cxxopts::value<bool>());
  add("help", "", cxxopts::value<bool>());
  add(positional, "", cxxopts::value<std::vector<std::string>>());
  parser.parse_positional(positional);
  return parser;
}

void check_count(const Command& command, const std::vector<std::string>& arguments) {
  if (arguments.size() < command.min_arguments) {
    throw usage(quoted("git agents ", command.name) + " needs " + std::string(command.arguments));
  }
  if (arguments.size() > command.max_arguments) {
    throw usage("unexpected argument " + quoted("", arguments[command.max_arguments]),
                command.max_arguments == 0
                    ? quoted("git agents ", command.name) + " takes no arguments"
                    : "");
  }
}

}  // namespace

Args::Args(const Command& command, std::span<const std::string> words)
    : parsed_(std::make_unique<Parsed>()) {
  parsed_->command = &command;
  const bool passed_on =
      !command.literal_after.empty() && !words.empty() && words.front() == command.literal_after;
  if (command.literal || passed_on) {
    parsed_->arguments.assign(words.begin(), words.end());
    parsed_->before_dashes = words.size();
    check_count(command, parsed_->arguments);
    return;
  }
  Normaliser normaliser(command, words);
  const std::vector<std::string> normal = normaliser.run();
  parsed_->before_dashes = normaliser.arguments();
  std::vector<const char*> argv = {"git-agents"};
  for (const std::string& word : normal) argv.push_back(word.c_str());
  try {
    const cxxopts::ParseResult result =
        parser_of(command).parse(static_cast<int>(argv.size()), argv.data());
    for (const Option& option : command.options) {
      const std::string name(option.name);
      if (result.count(name) == 0) continue;
      auto& values = parsed_->values[name];
      if (option.value.empty()) {
        values.emplace_back();
      } else {
        values = result[name].as<std::vector<std::string>>();
      }
    }
    if (result.count(positional) != 0) {
      parsed_->arguments = result[positional].as<std::vector<std::string>>();
    }
    parsed_->help = result.count("h") != 0;
    parsed_->manual = result.count("help") != 0;
  } catch (const cxxopts::exceptions::exception& error) {
    throw usage(error.what());
  }
  if (!parsed_->help && !parsed_->manual) check_count(command, parsed_->arguments);
}

Args::~Args() = default;

namespace {

const Option& known(const Command& command, std::string_view name) {
  const auto found = std::ranges::find(command.options, name, &Option::name);
  if (found != command.options.end()) return *found;
  throw base::Error(base::ErrorCode::internal,
                    quoted("git agents ", command.name) + " has no option " + quoted("", name));
}

}  // namespace

bool Args::has(std::string_view option) const {
  return parsed_->values.contains(known(*parsed_->command, option).name);
}

std::string Args::value(std::string_view option) const {
  const Option& description = known(*parsed_->command, option);
  const auto found = parsed_->values.find(option);
  if (found != parsed_->values.end()) return found->second.back();
  if (!description.has_default) return {};
  const std::vector<std::string_view> choices = split_words(description.choices);
  return choices.empty() ? std::string() : std::string(choices.front());
}

std::vector<std::string> Args::values(std::string_view option) const {
  known(*parsed_->command, option);
  const auto found = parsed_->values.find(option);
  return found == parsed_->values.end() ? std::vector<std::string>() : found->second;
}

const std::vector<std::string>& Args::arguments() const {
  return parsed_->arguments;
}
std::size_t Args::before_dashes() const {
  return parsed_->before_dashes;
}
bool Args::wants_help() const {
  return parsed_->help;
}
bool Args::wants_manual() const {
  return parsed_->manual;
}

}  // namespace cli
