#include "approval/store.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/text.hpp"
#include "git/blob_reader.hpp"
#include "git/failure.hpp"
#include "git/fast_import.hpp"
#include "git/records.hpp"

namespace approval {
namespace {

constexpr std::size_t digit_counts[] = {12, 24, 48};
constexpr std::string_view id_mark = "_task-push-";
constexpr std::string_view folder = "executions/";
constexpr std::string_view targets_file = "/target_repos.json";
constexpr std::size_t max_targets_bytes = 1 << 20;
constexpr int most_tries = 20, most_stuck = 3;
constexpr std::string_view nobody = "git-agents <git-agents@localhost>";

bool names_digest(const std::string& content, const std::string& digest) {
  const auto json = nlohmann::json::parse(content, nullptr, false);
  if (!json.is_object() || !json.contains("repos") || !json["repos"].is_array()) return false;
  return std::ranges::any_of(json["repos"], [&](const auto& repository) {
    return repository.is_object() && repository.value("change_digest", nlohmann::json()) == digest;
  });
}

/// An identity as a commit can hold it.
std::string identity(const Person& person) {
  const auto clean = [](const std::string& text) {
    std::string out;
    for (const char c : base::to_valid_utf8(text)) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte >= 0x20 && byte != 0x7F && c != '<' && c != '>') out += c;
    }
    return std::string(base::trim(out));
  };
  const std::string name = clean(person.name), email = clean(person.email);
  if (name.empty() || email.empty()) return std::string(nobody);
  return name + " <" + email + ">";
}

}  // namespace

Record record_of(const Request& request) {
  Record record{
      request.execution_id, request.digest, metadata_json(request), target_repos_json(request), {}};
  record.request = request_text(request, request_digest(record.metadata, record.target_repos));
  return record;
}

std::string request_path(std::string_view execution_id) {
  return std::string(folder).append(execution_id).append("/request.md");
}

Store::Store(const git::Repository& repository, std::string remote)
    : repository_(repository), remote_(std::move(remote)) {}

void Store::read_branch() {
  const std::string branch(record_branch);
  std::vector<std::string> arguments = {
      "for-each-ref", "--format=%(refname)%00%(objectname)%00%(worktreepath)%00%(symref)%00",
      branch};
  std::string tracking;
  if (!remote_.empty()) {
    tracking = "refs/remotes/" + remote_ + branch.substr(branch.find('/', 5));
    arguments.push_back(tracking);
  }
  const std::string output = git::query(repository_, std::move(arguments));
  tip_.clear();
  parent_.clear();
  for (std::string_view rest = output; !rest.empty();) {
    const auto ref = git::take(rest, '\0', rest);
    const std::string id(git::take(rest, '\0', rest));
    const auto checked_out = git::take(rest, '\0', rest);
    const auto leads_to = git::take(rest, '\0', rest);
    git::take(rest, '\n', rest);
    if (ref == tracking && parent_.empty()) parent_ = id;
    if (ref != branch) continue;
    if (!leads_to.empty()) {
      throw base::Error(
          base::ErrorCode::conflict,
          "the branch 'agents/executions' is a symbolic reference to " + base::quote_path(leads_to),
          "remove it: git symbolic-ref -d refs/heads/agents/executions");
    }
    if (!checked_out.empty()) {
      throw base::Error(
          base::ErrorCode::conflict,
          "the branch 'agents/executions' is checked out in " + base::quote_path(checked_out),
          "switch that work tree to another branch and push again");
    }
    tip_ = parent_ = id;
  }
  if (!tip_.empty()) parent_ = tip_;
}

std::multimap<std::string, Store::Folder> Store::folders() const {
  std::multimap<std::string, Folder> folders;
  if (parent_.empty()) return folders;
  const auto listing = git::query_if(repository_, {"ls-tree", "-z", parent_ + ":executions"});
  if (!listing) return folders;
  git::for_each_record(*listing, [&](std::string_view record) {
    std::string_view name = record;
    std::string_view entry = git::take(name, '\t', record);
    const std::size_t mark = name.find(id_mark);
    if (mark == name.npos) return;
    const std::string_view id = entry.substr(entry.rfind(' ') + 1);
    folders.emplace(name.substr(mark + id_mark.size()), Folder{std::string(name), std::string(id)});
  });
  return folders;
}

std::string Store::shown_branch() const {
  return tip_.empty() && !parent_.empty() ? remote_ + "/agents/executions" : "agents/executions";
}

std::vector<Found> Store::find(std::span<const std::string> digests) {
  read_branch();
  const auto by_digits = folders();
  std::vector<Found> found(digests.size());
  if (by_digits.empty()) return found;

  struct Candidate {
    std::size_t digest = 0, digits = 0;
    std::string id;
  };
  std::vector<Candidate> candidates;
  std::vector<std::string> files;
  for (std::size_t i = 0; i < digests.size(); ++i) {
    for (const std::size_t digits : digit_counts) {
      const std::string key(digest_hex(digests[i]).substr(0, digits));
      const auto [begin, end] = by_digits.equal_range(key);
      for (auto it = begin; it != end; ++it) {
        candidates.push_back({i, digits, it->second.execution_id});
        files.push_back(it->second.tree + ":target_repos.json");
      }
    }
  }
  git::BlobReader reader(repository_);
  reader.read(files, max_targets_bytes,
              [&](std::size_t at, git::BlobReader::Status status, std::string content) {
                const auto& candidate = candidates[at];
                auto& result = found[candidate.digest];
                if (!result.execution_id.empty()) return;
                if (status == git::BlobReader::Status::ok &&
                    names_digest(content, digests[candidate.digest])) {
                  result.execution_id = candidate.id;
                } else if (result.digits <= candidate.digits) {
                  // Somebody else's record has that name.
                  const auto next = std::ranges::upper_bound(digit_counts, candidate.digits);
                  result.digits = next == std::end(digit_counts) ? 64 : *next;
                }
              });
  return found;
}

bool Store::write(std::span<const Record> records, const Person& person, std::int64_t now_ns,
                  std::string& failure) const {
  const std::string seconds = std::to_string(now_ns / 1'000'000'000) + " +0000\n";
  std::string stream = "commit " + std::string(record_branch) + "\nauthor " + identity(person) +
                       " " + seconds + "committer " + std::string(nobody) + " " + seconds;
  std::string message = "Record " + std::to_string(records.size()) +
                        (records.size() == 1 ? " request" : " requests") + " of approval\n\n";
  for (const auto& record : records) message += record.execution_id + "\n";
  git::put_data(stream, message);
  if (!parent_.empty()) stream += "from " + parent_ + "\n";
  for (const auto& record : records) {
    const std::pair<std::string_view, std::string_view> files[] = {
        {"/metadata.json", record.metadata},
        {targets_file, record.target_repos},
        {"/request.md", record.request}};
    for (const auto& [name, content] : files) {
      stream +=
          "M 100644 inline " + std::string(folder) + record.execution_id + std::string(name) + "\n";
      git::put_data(stream, content);
    }
  }
  stream += "\ndone\n";
  // fast-import moves a branch only to a descendant of what it holds at that moment.
  const os::Result result = git::fast_import(repository_, std::move(stream));
  if (result.ok()) return true;
  const auto error = git::failure({"fast-import"}, result);
  failure = error.message();
  return false;
}

void Store::add(std::vector<Record> records, const Person& person, std::int64_t now_ns) {
  for (int tries = most_tries, stuck = most_stuck; !records.empty(); --tries) {
    const std::string before = tip_;
    std::string failure;
    if (write(records, person, now_ns, failure)) return;
    std::vector<std::string> digests;
    for (const auto& record : records) digests.push_back(record.digest);
    const auto found = find(digests);
    // Where the branch has not moved somebody may hold its lock, or writing is not possible.
    if (tip_ == before) --stuck;
    if (stuck == 0 || tries == 0) throw base::Error(base::ErrorCode::io, failure);
    std::vector<Record> missing;
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (found[i].execution_id.empty()) missing.push_back(std::move(records[i]));
    }
    records = std::move(missing);
  }
}

}  // namespace approval
