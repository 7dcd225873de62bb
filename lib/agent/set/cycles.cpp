#include <algorithm>
#include <string>
#include <vector>

#include "agent/host.hpp"
#include "agent/set/set_check.hpp"

namespace agent {
namespace {

/// Is one definition loaded into, or called by a field of, another along it?
bool loads(const SetCheck& set, const Edge& edge) {
  if (!edge.to || (edge.origin != "skills" && edge.origin != "agents")) return false;
  const Format format = set.definitions[edge.from].format;
  // A Copilot agent that names itself asks for several of itself side by side.
  const bool own = *edge.to == edge.from && format.host == Host::copilot;
  return find_spec(format) && !own;
}

class Cycles {
 public:
  explicit Cycles(SetCheck& set) : set_(set), out_(set.definitions.size()) {
    for (const Edge& edge : set.edges) {
      if (loads(set, edge)) out_[edge.from].push_back(&edge);
    }
    marks_.resize(out_.size(), Mark::none);
  }

  void run() {
    for (std::size_t i = 0; i < out_.size(); ++i) {
      if (!out_[i].empty() && marks_[i] == Mark::none) walk_from(i);
    }
  }

 private:
  static constexpr std::ptrdiff_t most_shown = 10;
  enum class Mark { none, open, closed };
  struct Frame {
    std::size_t node, next;
  };

  void walk_from(std::size_t start) {
    stack_ = {{start, 0}};
    marks_[start] = Mark::open;
    while (!stack_.empty()) {
      Frame& frame = stack_.back();
      if (frame.next == out_[frame.node].size()) {
        marks_[frame.node] = Mark::closed;
        stack_.pop_back();
        continue;
      }
      const Edge& edge = *out_[frame.node][frame.next++];
      Mark& mark = marks_[*edge.to];
      if (mark == Mark::open) {
        report(edge);
      } else if (mark == Mark::none) {
        mark = Mark::open;
        stack_.push_back({*edge.to, 0});
      }
    }
  }

  void report(const Edge& closing) {
    const std::string first = set_.definitions[*closing.to].name();
    std::string way = first;
    const auto begin = std::ranges::find(stack_, *closing.to, &Frame::node);
    const auto shown = std::min<std::ptrdiff_t>(stack_.end() - begin, most_shown);
    for (auto at = begin + 1; at != begin + shown; ++at) {
      way += " → " + set_.definitions[at->node].name();
    }
    if (begin + shown != stack_.end()) way += " → …";
    auto& diagnostic = set_.report("cycle", set_.definitions[closing.from], closing.place);
    diagnostic.message = "definitions load each other in a circle: " + way + " → " + first;
    diagnostic.consequence = "none of them can be loaded completely";
    diagnostic.hint = "remove one of the references";
  }

  SetCheck& set_;
  std::vector<std::vector<const Edge*>> out_;
  std::vector<Mark> marks_;
  std::vector<Frame> stack_;
};

}  // namespace

void check_cycles(SetCheck& set) {
  Cycles(set).run();
}

}  // namespace agent
