#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace settings {

/// An entry of a mapping that is to be written.
struct Field {
  enum class Form { text, number, texts };
  std::string_view key;
  std::vector<std::string> values;  ///< one, but of `texts`
  Form form = Form::text;
};

/// As YAML: plain where it reads back as the same string, also inside of brackets, else quoted.
std::string yaml_scalar(const std::string& value);

/// Of a field, on one line.
std::string yaml_value(const Field& field);

/// In braces, on one line.
std::string flow_mapping(const std::vector<Field>& fields);

/// In lines without indentation and ends, of which the first is to stand after "- ".
std::vector<std::string> block_mapping(const std::vector<Field>& fields);

}  // namespace settings
