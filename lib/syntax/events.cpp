#include "syntax/events.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <streambuf>
#include <string>

#include "syntax/extent.hpp"

namespace syntax {
namespace {

class ViewBuffer : public std::streambuf {
 public:
  explicit ViewBuffer(std::string_view text) {
    // std::streambuf wants a mutable pointer but only writes to it through the put area.
    char* begin = const_cast<char*>(text.data());
    setg(begin, begin, begin + text.size());
  }
};

std::size_t offset(const YAML::Mark& mark) {
  return mark.pos < 0 ? 0 : static_cast<std::size_t>(mark.pos);
}

class Translator : public YAML::EventHandler {
 public:
  explicit Translator(TreeBuilder& builder) : builder_(builder) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    builder_.null(offset(mark), anchor);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    builder_.alias(offset(mark), anchor);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    builder_.scalar(offset(mark), tag, anchor, value);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    builder_.open(Kind::sequence, offset(mark), anchor, notation(style));
  }
  void OnSequenceEnd() override { builder_.close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    builder_.open(Kind::mapping, offset(mark), anchor, notation(style));
  }
  void OnMapEnd() override { builder_.close(); }

 private:
  static TreeBuilder::Notation notation(YAML::EmitterStyle::value style) {
    return style == YAML::EmitterStyle::Flow ? TreeBuilder::Notation::flow
                                             : TreeBuilder::Notation::block;
  }

  TreeBuilder& builder_;
};

bool starts_with(const std::string& text, const char* prefix) {
  return text.rfind(prefix, 0) == 0;
}

/// `open_flow` is where an unfinished flow collection starts.
Fault translate(std::string_view text, const YAML::Exception& error,
                std::optional<std::size_t> open_flow) {
  const std::size_t at = std::min(offset(error.mark), text.size());
  Fault fault{{ProblemKind::syntax, at, at, 0, {}}, false};
  Problem& problem = fault.problem;
  if (error.msg == YAML::ErrorMsg::BAD_FILE) {
    problem.kind = ProblemKind::too_deep;
    problem.message = "nested too deep";
    fault.final = true;
  } else if (error.msg == YAML::ErrorMsg::EOF_IN_SCALAR) {
    problem.kind = ProblemKind::unterminated_quote;
    problem.message = "the closing quote is missing";
  } else if (error.msg == YAML::ErrorMsg::UNKNOWN_ANCHOR) {
    problem.kind = ProblemKind::unknown_alias;
    problem.end = alias_end(text, at);
    problem.message = "alias '" + std::string(text.substr(at, problem.end - at)) +
                      "' stands for nothing: no anchor of that name is above it";
  } else if (starts_with(error.msg, YAML::ErrorMsg::INVALID_ESCAPE)) {
    if (at >= 2 && text[at - 2] == '\\') problem.begin = at - 2;
    problem.end = at;
    problem.message = "unknown escape '\\" +
                      error.msg.substr(std::string_view(YAML::ErrorMsg::INVALID_ESCAPE).size()) +
                      "' in a double-quoted value";
  } else if (starts_with(error.msg, YAML::ErrorMsg::INVALID_UNICODE) ||
             error.msg == YAML::ErrorMsg::INVALID_HEX) {
    problem.message = "wrong character number in an escape of a double-quoted value";
  } else if (at >= text.size() && open_flow &&
             (error.msg == YAML::ErrorMsg::END_OF_SEQ_FLOW ||
              error.msg == YAML::ErrorMsg::END_OF_MAP_FLOW)) {
    problem.begin = problem.end = *open_flow;
    problem.message = std::string("the '") + text[*open_flow] + "' is not closed";
  }
  return fault;
}

}  // namespace

std::optional<Fault> read_events(std::string_view text, TreeBuilder& builder) {
  ViewBuffer buffer(text);
  std::istream stream(&buffer);
  Translator translator(builder);
  try {
    YAML::Parser parser(stream);
    parser.HandleNextDocument(translator);
  } catch (const YAML::Exception& error) {
    return translate(text, error, builder.open_flow());
  } catch (const Refused& refused) {
    return Fault{refused.problem, refused.problem.kind != ProblemKind::unterminated_quote};
  }
  return std::nullopt;
}

}  // namespace syntax
