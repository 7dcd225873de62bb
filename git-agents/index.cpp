#include <ostream>

#include "base/error.hpp"
#include "git-agents/commands.hpp"
#include "git-agents/session.hpp"

namespace cli {
namespace {

constexpr Option options[] = {
    {"check", "Only tell whether the index is at HEAD; exit 1 where it is not"},
    {"rebuild", "Throw the index away and make it anew"},
};

int run(const Args& args, Session& session) {
  if (args.has("check") && args.has("rebuild")) {
    throw base::Error(base::ErrorCode::usage, "'--check' and '--rebuild' exclude each other");
  }
  auto& out = session.out();
  if (args.has("check")) {
    const bool fresh = indexing::DefinitionIndex::open(session.repository()).fresh();
    out << (fresh ? "the index is at HEAD\n" : "the index is behind HEAD\n");
    return fresh ? done : findings;
  }
  auto& index = session.index();
  if (args.has("rebuild")) index.rebuild(session.memo());
  const auto count = index.list().size();
  out << "the index is at HEAD: " << count << (count == 1 ? " definition\n" : " definitions\n");
  return done;
}

}  // namespace

constinit const Command index_command{
    "index", Group::build, "bring the dependency index to HEAD", "", 0, 0, Completer::none,
    options, run};

}  // namespace cli
