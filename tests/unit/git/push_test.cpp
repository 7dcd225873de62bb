#include "git/push.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace git {
namespace {

const std::string one(40, '1'), two(40, '2'), zero(40, '0');

TEST(ParsePushedRefs, ReadsALineForEveryRef) {
  const std::vector<PushedRef> refs =
      parse_pushed_refs("refs/heads/main " + one + " refs/heads/other " + two + "\n(delete) " +
                        zero + " refs/heads/gone " + one + "\n");
  ASSERT_EQ(refs.size(), 2U);
  EXPECT_EQ(refs[0].local_ref, "refs/heads/main");
  EXPECT_EQ(refs[0].local_id, one);
  EXPECT_EQ(refs[0].remote_ref, "refs/heads/other");
  EXPECT_EQ(refs[0].remote_id, two);
  EXPECT_FALSE(refs[0].deletes());
  EXPECT_EQ(refs[1].local_ref, "(delete)");
  EXPECT_TRUE(refs[1].deletes());
}

TEST(ParsePushedRefs, TheLocalNameMayHoldSpaces) {
  const std::vector<PushedRef> refs =
      parse_pushed_refs("HEAD@{1 day ago} " + one + " refs/heads/x " + zero);
  ASSERT_EQ(refs.size(), 1U);
  EXPECT_EQ(refs[0].local_ref, "HEAD@{1 day ago}");
  EXPECT_EQ(refs[0].remote_ref, "refs/heads/x");
}

TEST(ParsePushedRefs, KnowsSha256) {
  const std::string zeros(64, '0'), id(64, 'a');
  EXPECT_TRUE(parse_pushed_refs("(delete) " + zeros + " refs/heads/x " + id + "\n")[0].deletes());
}

TEST(ParsePushedRefs, AnUpToDatePushHasNone) {
  EXPECT_TRUE(parse_pushed_refs("").empty());
}

TEST(ParsePushedRefs, RefusesWhatGitDoesNotWrite) {
  try {
    parse_pushed_refs("nonsense\n");
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::ErrorCode::invalid);
    EXPECT_EQ(error.message(), "cannot read the pushed references: bad line 'nonsense'");
  }
  EXPECT_THROW(parse_pushed_refs("\n"), base::Error);
  EXPECT_THROW(parse_pushed_refs("a 12 b 34\n"), base::Error);
  EXPECT_THROW(parse_pushed_refs(" " + one + " b " + two + "\n"), base::Error);
}

TEST(ParseReceivedRefs, ReadsOldIdNewIdAndRef) {
  const std::vector<PushedRef> refs =
      parse_received_refs(one + " " + two + " refs/heads/main\n" + zero + " " + one +
                          " refs/tags/x\n" + one + " " + zero + " refs/heads/gone\n");
  ASSERT_EQ(refs.size(), 3U);
  EXPECT_EQ(refs[0].remote_id, one);
  EXPECT_EQ(refs[0].local_id, two);
  EXPECT_EQ(refs[0].remote_ref, "refs/heads/main");
  EXPECT_FALSE(refs[0].deletes());
  EXPECT_TRUE(refs[2].deletes());
  EXPECT_THROW(parse_received_refs(one + " refs/heads/main\n"), base::Error);
  EXPECT_THROW(parse_received_refs(one + " " + two + " \n"), base::Error);
}

}  // namespace
}  // namespace git
