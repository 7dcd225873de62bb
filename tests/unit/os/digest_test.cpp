#include "os/digest.hpp"

#include <gtest/gtest.h>

namespace {

TEST(Sha256, AgreesWithTheStandard) {
  EXPECT_EQ(os::sha256_hex("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(os::sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Sha256, TakesAStreamInPieces) {
  os::Sha256 digest;
  digest.update("a");
  digest.update("");
  digest.update("bc");
  EXPECT_EQ(digest.hex(), os::sha256_hex("abc"));
}

TEST(Sha256, CanBeCopiedHalfWay) {
  os::Sha256 first;
  first.update("ab");
  os::Sha256 second = first;
  second.update("c");
  EXPECT_EQ(second.hex(), os::sha256_hex("abc"));
  EXPECT_EQ(first.hex(), os::sha256_hex("ab"));
}

TEST(Sha256, KeepsFieldsApart) {
  os::Sha256 one, two;
  one.field("ab"), one.field("c");
  two.field("a"), two.field("bc");
  EXPECT_NE(one.hex(), two.hex());
}

TEST(GitBlobId, IsWhatGitHashObjectSays) {
  EXPECT_EQ(os::git_blob_id("", false), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
  EXPECT_EQ(os::git_blob_id("hello\n", false), "ce013625030ba8dba906f756967f9e9ca394464a");
  EXPECT_EQ(os::git_blob_id("", true),
            "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813");
}

TEST(GitObjectId, CountsTheType) {
  EXPECT_EQ(os::git_object_id("tree", "", false), "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
  EXPECT_EQ(os::git_object_id("blob", "hello\n", false), os::git_blob_id("hello\n", false));
}

}  // namespace
