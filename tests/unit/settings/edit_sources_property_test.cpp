#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "settings/edit_sources.hpp"
#include "settings/source_url.hpp"

namespace settings {
namespace {

constexpr std::string_view rules[] = {"cycle"};
constexpr std::string_view kinds[] = {"page"};
constexpr std::string_view profiles[] = {"any"};
constexpr std::string_view tools[] = {"claude"};
constexpr Vocabulary words{rules, kinds, profiles, tools};

/// Writes files of every style, with comments in every place.
class Writer {
 public:
  explicit Writer(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t count) { return random_() % count; }
  bool chance(std::size_t one_in) { return below(one_in) == 0; }

  std::string file() {
    const bool crlf = chance(3);
    std::string text;
    if (chance(8)) return chance(2) ? "" : "# nothing yet\n";
    if (chance(6)) {
      text = "{version: 1" + std::string(chance(2) ? ", build: {}" : "") +
             (chance(3) ? "" : ", sources: " + flow_list()) + (chance(3) ? "," : "") + "}\n";
    } else {
      text = comment("") + "version: 1" + tail() + comment("");
      if (chance(2)) text += "build: {base: B.md}\n";
      if (!chance(4)) text += list();
      if (chance(2)) text += comment("") + "deploy:\n  on: [merge]" + tail();
      if (chance(3)) text += comment("");
    }
    if (chance(4) && text.ends_with('\n')) text.pop_back();
    if (crlf) {
      std::string converted;
      for (const char c : text) converted += c == '\n' ? "\r\n" : std::string(1, c);
      text = converted;
    }
    return text;
  }

  std::string url() { return "owner/r" + std::to_string(++count_); }
  std::string ref() { return chance(3) ? "1." + std::to_string(below(9)) : "feature/x"; }

 private:
  std::string comment(const std::string& indent) {
    if (!chance(3)) return chance(5) ? "\n" : "";
    return indent + "# note " + std::to_string(++count_) + "\n";
  }
  std::string tail() { return chance(4) ? " # tail " + std::to_string(++count_) + "\n" : "\n"; }
  std::string scalar(const std::string& value) {
    if (chance(3)) return "'" + value + "'";
    return chance(3) ? '"' + value + '"' : value;
  }
  std::string flow_item() {
    std::string text = "{url: " + scalar(url());
    if (chance(2)) text += ", ref: '" + ref() + "'";
    if (chance(3)) text = "{path: p, " + text.substr(1);
    return text + (chance(6) ? " }" : "}");
  }
  std::string flow_list() {
    if (chance(4)) return "[]";
    const bool lines = chance(3);
    std::string text = lines ? "[\n  " : "[";
    const std::size_t items = 1 + below(3);
    for (std::size_t i = 0; i < items; ++i) {
      if (i > 0) text += lines ? "\n  " : " ";
      text += flow_item();
      if (i + 1 < items || chance(4)) text += ",";
      if (lines && chance(3)) text += " # item " + std::to_string(++count_) + "\n  ";
    }
    return text + (lines ? "\n  ]" : "]");
  }
  std::string block_item(const std::string& indent) {
    const std::string inner = indent + "  ";
    if (chance(4)) return indent + "- " + flow_item() + tail();
    std::string text = indent + (chance(6) ? "-" + tail() + inner : "- ");
    std::vector<std::string> entries = {"url: " + scalar(url())};
    if (chance(2)) entries.push_back("ref: '" + ref() + "'");
    if (chance(3)) entries.push_back("priority: 7");
    if (chance(3)) entries.push_back("sync: git");
    std::ranges::shuffle(entries, random_);
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (i > 0) text += comment(inner) + inner;
      text += entries[i] + tail();
    }
    return text;
  }
  std::string list() {
    if (chance(6)) return "sources:" + std::string(chance(2) ? " ~" : "") + tail();
    if (chance(3)) return "sources: " + flow_list() + tail();
    const std::string indent(below(3) * 2, ' ');
    std::string text = "sources:" + tail();
    const std::size_t items = 1 + below(4);
    for (std::size_t i = 0; i < items; ++i) text += comment(indent) + block_item(indent);
    return text;
  }

  std::mt19937 random_;
  int count_ = 0;
};

Settings meant(const std::string& text) {
  const auto loaded = parse(text, "", words);
  for (const auto& diagnostic : loaded.diagnostics) {
    ADD_FAILURE() << diagnostic.message << "\n" << text;
  }
  return loaded.settings;
}

/// Every "# …" of a text, sorted.
std::vector<std::string> comments(const std::string& text) {
  std::vector<std::string> found;
  for (std::size_t at = text.find('#'); at != text.npos; at = text.find('#', at + 1)) {
    found.push_back(text.substr(at, text.find_first_of("\r\n", at) - at));
  }
  std::ranges::sort(found);
  return found;
}

/// How many bytes of `before` an edit to `after` replaced, by what is alike at both ends.
std::size_t replaced(const std::string& before, const std::string& after) {
  const std::size_t most = std::min(before.size(), after.size());
  std::size_t front = 0, back = 0;
  while (front < most && before[front] == after[front]) ++front;
  while (back < most - front &&
         before[before.size() - 1 - back] == after[after.size() - 1 - back]) {
    ++back;
  }
  return before.size() - front - back;
}

/// Line ends are all of one kind.
bool is_even(const std::string& text) {
  const auto all = std::ranges::count(text, '\n');
  std::size_t crlf = 0;
  for (std::size_t at = text.find("\r\n"); at != text.npos; at = text.find("\r\n", at + 1)) ++crlf;
  return crlf == 0 || crlf == static_cast<std::size_t>(all);
}

TEST(SourceEdits, SayWhatWasMeantAndKeepEveryOtherByte) {
  for (unsigned seed = 1; seed <= 400; ++seed) {
    Writer writer(seed);
    std::string text = writer.file();
    Settings settings = meant(text);
    SCOPED_TRACE("seed " + std::to_string(seed) + ":\n" + text);
    for (int step = 0; step < 5; ++step) {
      const File file{text, words};
      const std::size_t count = settings.sources.size();
      const std::size_t index = count == 0 ? 0 : writer.below(count);
      const std::size_t action = count == 0 ? 0 : writer.below(4);
      Edited edited;
      std::size_t may_replace = 0;
      if (action == 0) {
        Source source;
        source.url = writer.url();
        source.ref = writer.chance(2) ? writer.ref() : "";
        edited = add_source(file, source);
        settings.sources.push_back(source);
        may_replace = count == 0 ? 40 : 0;  // "[]", and what is in its line
      } else if (action == 1) {
        edited = remove_source(file, index);
        settings.sources.erase(settings.sources.begin() + static_cast<std::ptrdiff_t>(index));
        may_replace = text.size();
      } else if (action == 2) {
        const std::string ref = writer.ref();
        may_replace = settings.sources[index].ref.size() + 2;
        edited = change_source(file, index, {{"ref", ref}});
        settings.sources[index].ref = ref;
      } else {
        edited = change_source(file, index, {{"ref", ""}, {"sync", ""}});
        settings.sources[index].ref.clear();
        settings.sources[index].method = Source::Method::automatic;
        may_replace = text.size();
      }
      ASSERT_EQ(edited.problem, "") << "step " << step << " action " << action << "\n" << text;
      EXPECT_EQ(meant(edited.text), settings) << edited.text;
      EXPECT_LE(replaced(text, edited.text), may_replace) << text << "became\n" << edited.text;
      EXPECT_TRUE(is_even(edited.text)) << edited.text;
      if (action == 0 || action == 2) {
        EXPECT_EQ(comments(edited.text), comments(text)) << text << "became\n" << edited.text;
      }
      if (HasFailure()) return;
      text = edited.text;
    }
  }
}

}  // namespace
}  // namespace settings
