#include "db/database.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "base/error.hpp"
#include "support/temp_dir.hpp"

namespace db {
namespace {

using testing::HasSubstr;

base::Error error_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const base::Error& error) {
    return error;
  }
  return {base::ErrorCode::internal, "no error"};
}

class DatabaseTest : public testing::Test {
 protected:
  std::string text(const char* sql) {
    Statement statement = database_.prepare(sql);
    return statement.step() ? statement.text(0) : "none";
  }
  test::TempDir directory_;
  Database database_{directory_.at("a/b/x.db"), Database::Durability::derived};
};

TEST_F(DatabaseTest, CreatesItsDirectoryAndAPrivateFile) {
  struct stat status {};
  ASSERT_EQ(stat(directory_.at("a/b/x.db").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
}

TEST_F(DatabaseTest, UsesAWriteAheadLogWithForeignKeys) {
  EXPECT_EQ(text("PRAGMA journal_mode"), "wal");
  EXPECT_EQ(text("PRAGMA foreign_keys"), "1");
  EXPECT_EQ(text("PRAGMA trusted_schema"), "0");
  EXPECT_EQ(text("PRAGMA busy_timeout"), "5000");
}

TEST_F(DatabaseTest, SyncsOnlyWhatIsPrecious) {
  EXPECT_EQ(text("PRAGMA synchronous"), "0");
  Database precious(directory_.at("p.db"), Database::Durability::precious);
  Statement statement = precious.prepare("PRAGMA synchronous");
  ASSERT_TRUE(statement.step());
  EXPECT_EQ(statement.integer(0), 2);
}

TEST_F(DatabaseTest, GivesBackWhatWasBound) {
  database_.execute("CREATE TABLE t(a, b, c, d)");
  Statement insert = database_.prepare("INSERT INTO t VALUES(?, ?, ?, ?)");
  insert.bind(0, std::string_view("x\0y", 3)).bind(1, std::int64_t{1} << 40);
  insert.bind_blob(2, std::string_view("\xff\x00", 2)).bind_null(3).run();
  EXPECT_EQ(database_.changes(), 1);
  EXPECT_EQ(database_.last_insert_rowid(), 1);

  Statement select = database_.prepare("SELECT a, b, c, d, typeof(a), typeof(c) FROM t");
  ASSERT_TRUE(select.step());
  EXPECT_EQ(select.text(0), std::string("x\0y", 3));
  EXPECT_EQ(select.integer(1), std::int64_t{1} << 40);
  EXPECT_EQ(select.text(1), "1099511627776");
  EXPECT_EQ(select.view(2), std::string_view("\xff\x00", 2));
  EXPECT_TRUE(select.is_null(3));
  EXPECT_EQ(select.text(3), "");
  EXPECT_EQ(select.text(4), "text");
  EXPECT_EQ(select.text(5), "blob");
  EXPECT_FALSE(select.step());
}

TEST_F(DatabaseTest, BindsAnEmptyViewAsEmptyTextNotNull) {
  Statement select = database_.prepare("SELECT typeof(?1), typeof(?2)");
  select.bind(0, std::string_view()).bind_blob(1, std::string_view());
  ASSERT_TRUE(select.step());
  EXPECT_EQ(select.text(0), "text");
  EXPECT_EQ(select.text(1), "blob");
}

TEST_F(DatabaseTest, AStatementCanBeUsedAgainAfterAnError) {
  database_.execute("CREATE TABLE t(a UNIQUE)");
  Statement insert = database_.prepare("INSERT INTO t VALUES(?)");
  insert.bind(0, 1).run();
  const base::Error error = error_of([&] { insert.bind(0, 1).run(); });
  EXPECT_EQ(error.code(), base::ErrorCode::conflict);
  EXPECT_EQ(error.message(), "cannot use database '" + directory_.at("a/b/x.db") +
                                 "': UNIQUE constraint failed: t.a");
  insert.bind(0, 2).run();
}

TEST_F(DatabaseTest, ATransactionThatIsNotCommittedLeavesNothing) {
  database_.execute("CREATE TABLE t(a)");
  {
    Transaction transaction(database_, Transaction::Mode::immediate);
    database_.execute("INSERT INTO t VALUES(1)");
  }
  EXPECT_EQ(text("SELECT count(*) FROM t"), "0");
  {
    Transaction transaction(database_, Transaction::Mode::deferred);
    database_.execute("INSERT INTO t VALUES(1)");
    transaction.commit();
  }
  EXPECT_EQ(text("SELECT count(*) FROM t"), "1");
}

TEST_F(DatabaseTest, ReadOnlyReadsAndRefusesWrites) {
  database_.execute("CREATE TABLE t(a)");
  Database reader = Database::read_only(directory_.at("a/b/x.db"));
  Statement statement = reader.prepare("SELECT count(*) FROM t");
  EXPECT_TRUE(statement.step());
  const base::Error error = error_of([&] { reader.execute("INSERT INTO t VALUES(1)"); });
  EXPECT_EQ(error.code(), base::ErrorCode::io);
}

TEST_F(DatabaseTest, ReadOnlyDoesNotCreate) {
  const base::Error error = error_of([&] { Database::read_only(directory_.at("none.db")); });
  EXPECT_EQ(error.code(), base::ErrorCode::not_found);
  EXPECT_EQ(error.message(), "there is no database '" + directory_.at("none.db") + "'");
}

TEST_F(DatabaseTest, SaysThatAFileIsNoDatabase) {
  const std::string path = directory_.write("text.db", std::string(4096, 'x'));
  const base::Error error = error_of([&] { Database(path, Database::Durability::precious); });
  EXPECT_EQ(error.code(), base::ErrorCode::invalid);
  EXPECT_EQ(error.message(), "cannot use database '" + path + "': file is not a database");
}

TEST_F(DatabaseTest, RefusesALinkButNotALinkedDirectory) {
  std::filesystem::create_symlink("a/b/x.db", directory_.at("link.db"));
  EXPECT_EQ(
      error_of([&] { Database(directory_.at("link.db"), Database::Durability::derived); }).code(),
      base::ErrorCode::io);
  std::filesystem::create_directory_symlink("a/b", directory_.at("linked"));
  Database(directory_.at("linked/x.db"), Database::Durability::derived);
}

TEST_F(DatabaseTest, CanBeMoved) {
  Database moved(std::move(database_));
  EXPECT_EQ(moved.user_version(), 0);
}

/// Adds `count` to the counter, one transaction each; 0 where all of them worked.
int count_up(const std::string& path, int count) {
  try {
    Database database(path, Database::Durability::derived);
    database.execute("CREATE TABLE IF NOT EXISTS t(n)");
    for (int i = 0; i < count; ++i) {
      Transaction transaction(database, Transaction::Mode::immediate);
      database.execute("INSERT INTO t SELECT count(*) FROM t");
      transaction.commit();
    }
    return 0;
  } catch (const base::Error& error) {
    fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}

TEST(DatabaseConcurrency, TwoProcessesWriteWithoutBeingRefused) {
  const test::TempDir directory;
  const std::string path = directory.at("shared.db");
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) _exit(count_up(path, 500));
  EXPECT_EQ(count_up(path, 500), 0);
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  Database database(path, Database::Durability::derived);
  Statement statement = database.prepare("SELECT count(*), count(DISTINCT n) FROM t");
  ASSERT_TRUE(statement.step());
  EXPECT_EQ(statement.integer(0), 1000);
  EXPECT_EQ(statement.integer(1), 1000);
}

}  // namespace
}  // namespace db
