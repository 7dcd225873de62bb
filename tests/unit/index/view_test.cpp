#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "fixture.hpp"

namespace indexing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using View = IndexFixture;

TEST_F(View, LooksAtTheWorkTreeAndStaysAsItWas) {
  write("agents/a.md", text_of("a"));
  write("agents/gone.md", text_of("gone"));
  const auto head = commit();
  refreshed();
  write("agents/a.md", text_of("changed", "", "Pineapple.\n"));
  write("agents/new.md", text_of("new"));
  remove("agents/gone.md");
  {
    auto view = open();
    view.look_at_work_tree(nullptr);
    EXPECT_THAT(rows(view), ElementsAre("agent changed agents/a.md", "agent new agents/new.md"));
    EXPECT_THAT(hits(view, "pineapple"), ElementsAre("agents/a.md"));
    EXPECT_EQ(view.commit(), head);
  }
  auto index = open();
  EXPECT_TRUE(index.fresh());
  EXPECT_THAT(rows(index), ElementsAre("agent a agents/a.md", "agent gone agents/gone.md"));
  EXPECT_THAT(hits(index, "pineapple"), IsEmpty());
}

TEST_F(View, LooksAtTheStagedContent) {
  write("agents/a.md", text_of("a"));
  commit();
  refreshed();
  write("agents/a.md", text_of("staged", "", "Pineapple.\n"));
  repo_.git("add", "-A");
  write("agents/a.md", text_of("later"));
  {
    auto view = open();
    view.look_at_staged(nullptr);
    EXPECT_THAT(rows(view), ElementsAre("agent staged agents/a.md"));
    EXPECT_THAT(hits(view, "pineapple"), ElementsAre("agents/a.md"));
  }
  auto index = open();
  EXPECT_THAT(rows(index), ElementsAre("agent a agents/a.md"));
}

TEST_F(View, LooksAtARevision) {
  write("agents/a.md", text_of("old"));
  const auto first = commit();
  write("agents/a.md", text_of("new"));
  commit();
  refreshed();
  {
    auto view = open();
    view.look_at_revision(first, nullptr);
    EXPECT_THAT(rows(view), ElementsAre("agent old agents/a.md"));
  }
  auto same = open();
  same.look_at_revision("HEAD", nullptr);
  EXPECT_THAT(rows(same), ElementsAre("agent new agents/a.md"));
  try {
    open().look_at_revision("none", nullptr);
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::ErrorCode::not_found);
    EXPECT_EQ(error.message(), "'none' is not a commit, tag or tree of this repository");
  }
}

TEST_F(View, ViewHasTheSettingsOfItsContent) {
  write("agents/a.md", text_of("a"));
  write("lib/l.md", text_of("l"));
  const auto head = commit();
  refreshed();
  write(".git-agents.yaml",
        "version: 1\ndefinitions: [{path: lib}]\nbuild: {order: nearest-first}\n");
  {
    auto view = open();
    view.look_at_work_tree(nullptr);
    EXPECT_THAT(rows(view), ElementsAre("agent l lib/l.md"));
    EXPECT_EQ(view.settings().build.order, settings::Build::Order::nearest_first);
    EXPECT_EQ(view.commit(), head);
  }
  auto index = open();
  EXPECT_EQ(index.settings().build.order, settings::Build::Order::root_first);
  EXPECT_THAT(rows(index), ElementsAre("agent a agents/a.md"));
}

TEST_F(View, ViewOfAnUnbornHeadShowsTheWorkTree) {
  write("agents/a.md", text_of("a"));
  auto view = refreshed();
  view.look_at_work_tree(nullptr);
  EXPECT_THAT(rows(view), ElementsAre("agent a agents/a.md"));
}

}  // namespace
}  // namespace indexing
