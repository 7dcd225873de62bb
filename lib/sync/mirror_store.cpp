#include "sync/mirror_store.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "git/failure.hpp"
#include "git/fast_import.hpp"
#include "git/records.hpp"
#include "os/environment.hpp"
#include "os/process.hpp"
#include "sync/cache.hpp"

namespace syncing {
namespace {

constexpr std::size_t batch_count = 64, batch_bytes = std::size_t{4} << 20;
constexpr std::string_view person = "git agents <git-agents@localhost>";
constexpr std::string_view path_trailer = "Upstream-Path";

std::string octal(std::uint32_t mode) {
  std::string digits;
  for (; mode > 0; mode >>= 3) digits.insert(digits.begin(), static_cast<char>('0' + (mode & 7)));
  return digits;
}

std::string import(const git::Repository& cache, std::string stream) {
  os::Result result = git::fast_import(cache, std::move(stream), true);
  if (!result.ok()) throw git::failure({"fast-import"}, result);
  return std::move(result.output);
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

}  // namespace

std::string format_mirrored(const Mirrored& mirrored) {
  return mirrored.local + " " + mirrored.upstream + " " + mirrored.tree + " " +
         format_coverage(mirrored.coverage);
}

std::optional<Mirrored> parse_mirrored(const std::string& text) {
  const auto words = words_of(text);
  constexpr std::size_t count = 4;
  if (words.size() != count) return std::nullopt;
  return Mirrored{words[0], words[1], words[2], parse_coverage(words[3])};
}

std::optional<Former> read_former(const git::Repository& cache) {
  const std::string ref(upstream_ref);
  const auto listing = git::query_unless(
      cache,
      {"for-each-ref", "--points-at=" + ref,
       "--format=%(refname)%00%(objectname)%00%(tree)%00%(contents:trailers:key=" +
           std::string(path_trailer) + ",valueonly)%00",
       ref, std::string(commits_prefix)},
      {"malformed object name"});
  if (!listing) return std::nullopt;
  Former former;
  for (std::string_view rest = *listing; !rest.empty();) {
    const std::string_view name = git::take(rest, '\0', rest);
    former.commit = git::take(rest, '\0', rest);
    former.tree = git::take(rest, '\0', rest);
    const std::string_view word = base::trim(git::take(rest, '\0', rest));
    git::take(rest, '\n', rest);
    // What git fetched may say anything in its message; only our refs tell whose a commit is.
    const bool ours =
        name.starts_with(commits_prefix) && name.substr(commits_prefix.size()) != former.commit;
    if (ours) former.coverage = parse_coverage(word);
  }
  return former;
}

void BlobWriter::add(std::string_view content) {
  stream_ += "blob\n";
  git::put_data(stream_, content);
  if (++count_ >= batch_count || stream_.size() >= batch_bytes) flush();
}

void BlobWriter::flush() {
  if (count_ == 0) return;
  stream_ += "done\n";
  import(cache_, std::move(stream_));
  stream_.clear();
  count_ = 0;
}

std::string write_commit(const git::Repository& cache, const std::vector<Leaf>& leaves,
                         const Mirrored& mirrored, const std::string& parent,
                         const std::string& url) {
  const std::string who =
      std::string(person) + " " + std::to_string(os::now_ns() / 1'000'000'000) + " +0000\n";
  std::string stream = "commit " + std::string(commits_prefix) + mirrored.upstream +
                       "\nmark :1\nauthor " + who + "committer " + who;
  git::put_data(stream, "Upstream " + mirrored.upstream.substr(0, 12) + " of " + url +
                            "\n\nUpstream-Commit: " + mirrored.upstream + "\n" +
                            std::string(path_trailer) + ": " + format_coverage(mirrored.coverage) +
                            "\n");
  if (!parent.empty()) stream += "from " + parent + "\n";
  stream += "deleteall\n";
  for (const Leaf& leaf : leaves) {
    stream +=
        "M " + octal(leaf.mode) + " " + leaf.id + " " + git::fast_import_path(leaf.path) + "\n";
  }
  stream += "\nget-mark :1\ndone\n";
  return std::string(base::trim(import(cache, std::move(stream))));
}

void move_ref(const git::Repository& cache, const std::string& ref, const std::string& from,
              const std::string& to) {
  if (from == to) return;
  git::query(cache, {"update-ref", "-m", "git agents: synced over HTTP", ref, to,
                     from.empty() ? std::string(to.size(), '0') : from});
}

}  // namespace syncing
