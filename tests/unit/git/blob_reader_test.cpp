#include "git/blob_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <stdexcept>

#include "base/error.hpp"
#include "support/temp_repo.hpp"

namespace git {
namespace {

using testing::ElementsAre;
using Status = BlobReader::Status;

class BlobReaderTest : public testing::Test {
 protected:
  std::string add(const std::string& content) const {
    return repo_.git_with_input(content, {"hash-object", "-w", "--stdin"});
  }
  /// "ok:content", "missing:" or "too_large:size" for every id.
  std::vector<std::string> read(const std::vector<std::string>& ids, std::size_t max = 1000) {
    std::vector<std::string> answers;
    reader_.read(ids, max, [&](std::size_t i, Status status, std::string content) {
      EXPECT_EQ(i, answers.size());
      const char* word = status == Status::ok        ? "ok:"
                         : status == Status::missing ? "missing:"
                                                     : "too_large:";
      answers.push_back(word + content);
    });
    return answers;
  }
  test::TempRepo repo_;
  BlobReader reader_{discover(repo_.path()).value()};
};

TEST_F(BlobReaderTest, GivesAnyContentInOrder) {
  const std::string bytes("\0\n\r\xff blob 3\n", 12);
  const std::string one = add("one"), odd = add(bytes),
                    empty = repo_.git("hash-object", "-w", "/dev/null");
  EXPECT_THAT(read({one, odd, empty, one}), ElementsAre("ok:one", "ok:" + bytes, "ok:", "ok:one"));
  EXPECT_THAT(read({odd}), ElementsAre("ok:" + bytes));
  EXPECT_THAT(read({}), ElementsAre());
}

TEST_F(BlobReaderTest, SaysWhatIsMissing) {
  const std::string one = add("one");
  EXPECT_THAT(
      read({std::string(40, '1'), one, "none", "", "a\nb", one + "\r", "no such blob 3", one}),
      ElementsAre("missing:", "ok:one",
                  "missing:", "missing:", "missing:", "missing:", "missing:", "ok:one"));
  EXPECT_THAT(read({"\n", ""}), ElementsAre("missing:", "missing:"));
}

TEST_F(BlobReaderTest, AnAmbiguousIdIsMissing) {
  repo_.git("config", "core.disambiguate", "none");
  std::string prefix;
  std::set<std::string> seen;
  for (int i = 0; prefix.empty(); ++i) {
    const std::string start = add(std::to_string(i)).substr(0, 4);
    if (i > 2000) GTEST_SKIP();
    if (!seen.insert(start).second) prefix = start;
  }
  EXPECT_THAT(read({prefix}), ElementsAre("missing:"));
}

TEST_F(BlobReaderTest, ASubmodulesIdIsMissing) {
  repo_.write("a", "x");
  repo_.commit("x");
  const std::string elsewhere(40, '2');
  repo_.git("update-index", "--add", "--cacheinfo", "160000," + elsewhere + ",sub");
  repo_.git("commit", "-q", "-m", "sub");
  EXPECT_THAT(read({elsewhere, "HEAD:sub", "HEAD:a"}), ElementsAre("missing:", "missing:", "ok:x"));
}

TEST_F(BlobReaderTest, DrainsWhatIsTooLarge) {
  const std::string large = add(std::string(300'000, 'x')), small = add("small");
  EXPECT_THAT(read({large, small, large, small}, 5),
              ElementsAre("too_large:300000", "ok:small", "too_large:300000", "ok:small"));
  EXPECT_THAT(read({large}, 300'000), ElementsAre("ok:" + std::string(300'000, 'x')));
}

TEST_F(BlobReaderTest, ReadsManyLargeBlobsWithoutADeadlock) {
  std::vector<std::string> ids;
  for (char c = 'a'; c < 'e'; ++c) ids.push_back(add(std::string(200'000, c)));
  std::vector<std::string> many;
  for (int i = 0; i < 5'000; ++i) many.push_back(ids[static_cast<std::size_t>(i) % 4]);
  std::size_t count = 0;
  reader_.read(many, 300'000, [&](std::size_t i, Status status, const std::string& content) {
    ASSERT_EQ(status, Status::ok);
    ASSERT_EQ(content.size(), 200'000U);
    ASSERT_EQ(content.front(), static_cast<char>('a' + i % 4));
    ++count;
  });
  EXPECT_EQ(count, many.size());
}

TEST_F(BlobReaderTest, CanBeUsedAfterTheSinkThrew) {
  const std::string one = add("one"), two = add("two");
  EXPECT_THROW(reader_.read({one, two}, 100,
                            [](std::size_t, Status, const std::string&) {
                              throw std::runtime_error("enough");
                            }),
               std::runtime_error);
  EXPECT_THAT(read({two, one}), ElementsAre("ok:two", "ok:one"));
}

TEST_F(BlobReaderTest, SeesObjectsThatWereWrittenLater) {
  read({add("one")});
  EXPECT_THAT(read({add("two")}), ElementsAre("ok:two"));
}

TEST_F(BlobReaderTest, ReadsOneByName) {
  repo_.write("a b", "spaced");
  repo_.write("new\nline", "broken");
  repo_.commit("x");
  EXPECT_EQ(reader_.read_one("HEAD:a b", 100), "spaced");
  EXPECT_EQ(reader_.read_one("HEAD:new\nline", 100), "broken");
  EXPECT_EQ(reader_.read_one("HEAD:none", 100), std::nullopt);
  EXPECT_EQ(reader_.read_one("HEAD:none\n", 100), std::nullopt);
  EXPECT_EQ(reader_.read_one(std::string("HEAD:a b\0x", 10), 100), std::nullopt);
  try {
    reader_.read_one("HEAD:a b", 5);
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::ErrorCode::invalid);
    EXPECT_EQ(error.message(), "'HEAD:a b' is too large: 6 bytes, the limit is 5");
  }
}

TEST_F(BlobReaderTest, GivesGitsWordsOnADamagedObject) {
  const std::string id = add("one");
  const std::string file = ".git/objects/" + id.substr(0, 2) + "/" + id.substr(2);
  std::filesystem::remove(repo_.at(file));
  repo_.write(file, "rubbish");
  const std::string two = add("two");
  try {
    EXPECT_THAT(read({id, two}), ElementsAre("missing:", "ok:two"));
  } catch (const base::Error& error) {
    EXPECT_THAT(error.message(), testing::HasSubstr("git cat-file: "));
    EXPECT_THAT(error.message(), testing::HasSubstr(id));
  }
  EXPECT_THAT(read({two}), ElementsAre("ok:two"));
}

TEST_F(BlobReaderTest, GivesGitsWordsWhereItRefuses) {
  const test::ScopedVariable other_owner("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
  try {
    read(std::vector<std::string>(5'000, std::string(40, '1')));
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_THAT(error.message(), testing::StartsWith("git cat-file: detected dubious ownership"));
  }
}

TEST(BlobReaderInSha256, ReadsByLongIds) {
  const test::TempRepo repo({"--object-format=sha256"});
  repo.write("a", "x");
  repo.commit("x");
  BlobReader reader(discover(repo.path()).value());
  EXPECT_EQ(reader.read_one(repo.git("rev-parse", "HEAD:a"), 10), "x");
}

}  // namespace
}  // namespace git
