#pragma once

#include <ostream>

#include "git-agents/session.hpp"
#include "report/human.hpp"
#include "sync/progress.hpp"

namespace cli {

/// Says on stderr what a person should know while something is done with sources.
class SourceNotes final : public syncing::Progress {
 public:
  explicit SourceNotes(Session& session) : session_(session) {}
  void step(std::string_view, std::string_view, std::uint64_t, std::uint64_t,
            std::uint64_t) override {}
  void say(std::string_view source, std::string_view sentence) override {
    session_.err() << "note: " << report::printable(source) << ": " << report::printable(sentence)
                   << "\n";
  }

 private:
  Session& session_;
};

}  // namespace cli
