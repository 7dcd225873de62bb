#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <functional>

#include "base/error.hpp"
#include "db/database.hpp"
#include "support/temp_dir.hpp"

namespace db {
namespace {

constexpr std::array<Migration, 3> three = {
    Migration{"CREATE TABLE a(x)", "DROP TABLE a"},
    Migration{"CREATE TABLE b(x); INSERT INTO b VALUES(7)", "DROP TABLE b"},
    Migration{"ALTER TABLE a ADD COLUMN y", "ALTER TABLE a DROP COLUMN y"}};
const std::span<const Migration> all(three);

std::string text(Database& database, const char* sql) {
  Statement statement = database.prepare(sql);
  return statement.step() ? statement.text(0) : "none";
}

constexpr const char* tables =
    "SELECT group_concat(name) FROM (SELECT name FROM sqlite_schema ORDER BY name)";

base::Error error_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const base::Error& error) {
    return error;
  }
  return {base::ErrorCode::internal, "no error"};
}

class MigrationTest : public testing::Test {
 protected:
  test::TempDir directory_;
  std::string path_ = directory_.at("x.db");
};

TEST_F(MigrationTest, GoesThroughAllSteps) {
  Database database(path_, Database::Durability::precious);
  migrate(database, all);
  EXPECT_EQ(database.user_version(), 3);
  EXPECT_EQ(text(database, tables), "a,b,schema_history");
  EXPECT_EQ(text(database, "SELECT x FROM b"), "7");
}

TEST_F(MigrationTest, GoesOnFromWhereItWas) {
  Database database(path_, Database::Durability::precious);
  migrate(database, all.first(1));
  database.execute("INSERT INTO a VALUES('kept')");
  migrate(database, all);
  migrate(database, all);
  EXPECT_EQ(text(database, "SELECT x FROM a"), "kept");
}

TEST_F(MigrationTest, AnOlderProgramGoesBackByTheFilesOwnRecord) {
  Database database(path_, Database::Durability::precious);
  migrate(database, all);
  database.execute("INSERT INTO a VALUES('kept', 'lost')");
  migrate(database, all.first(1));
  EXPECT_EQ(database.user_version(), 1);
  EXPECT_EQ(text(database, tables), "a,schema_history");
  EXPECT_EQ(text(database, "SELECT * FROM a"), "kept");
  migrate(database, all);
  EXPECT_EQ(database.user_version(), 3);
}

TEST_F(MigrationTest, SaysWhereThereIsNoWayBack) {
  Database database(path_, Database::Durability::precious);
  database.execute("PRAGMA user_version=5");
  const base::Error error = error_of([&] { migrate(database, all); });
  EXPECT_EQ(error.code(), base::ErrorCode::invalid);
  EXPECT_EQ(error.message(),
            "the database was written by a newer version and cannot be taken back to this one: "
            "step 5 is unknown");
  EXPECT_EQ(error.hint(), "upgrade this program");
  EXPECT_EQ(database.user_version(), 5);
}

TEST_F(MigrationTest, AFailingStepLeavesTheFileAsItWas) {
  constexpr std::array<Migration, 2> broken = {Migration{"CREATE TABLE a(x)", ""},
                                               Migration{"no sql", ""}};
  Database database(path_, Database::Durability::precious);
  EXPECT_THROW(migrate(database, broken), base::Error);
  EXPECT_EQ(database.user_version(), 0);
  EXPECT_EQ(text(database, "SELECT count(*) FROM sqlite_schema"), "0");
}

TEST_F(MigrationTest, DerivedKeepsWhatIsGood) {
  { open_derived(path_, all).execute("INSERT INTO a VALUES(1, 2)"); }
  Database database = open_derived(path_, all);
  EXPECT_EQ(text(database, "SELECT y FROM a"), "2");
}

TEST_F(MigrationTest, DerivedRebuildsWhatIsNoDatabase) {
  directory_.write("x.db", std::string(10'000, 'x'));
  directory_.write("x.db-wal", "rubbish");
  Database database = open_derived(path_, all);
  EXPECT_EQ(text(database, "SELECT x FROM b"), "7");
}

TEST_F(MigrationTest, DerivedRebuildsAnUnknownShape) {
  { Database(path_, Database::Durability::derived).execute("CREATE TABLE a(other)"); }
  {
    EXPECT_EQ(text(*std::make_unique<Database>(open_derived(path_, all)), tables),
              "a,b,schema_history");
  }
  { Database(path_, Database::Durability::derived).execute("PRAGMA user_version=-1"); }
  EXPECT_EQ(open_derived(path_, all).user_version(), 3);
}

TEST_F(MigrationTest, DerivedRebuildsWhatIsNewerWithoutAWayBack) {
  { Database(path_, Database::Durability::derived).execute("PRAGMA user_version=9"); }
  EXPECT_EQ(open_derived(path_, all).user_version(), 3);
}

TEST_F(MigrationTest, DerivedReportsADirectoryThatCannotBeWritten) {
  directory_.write("file", "");
  const base::Error error = error_of([&] { open_derived(directory_.at("file/x.db"), all); });
  EXPECT_EQ(error.code(), base::ErrorCode::io);
}

TEST_F(MigrationTest, SeveralProcessesMayRebuildAtOnce) {
  directory_.write("x.db", std::string(10'000, 'x'));
  std::array<pid_t, 4> children{};
  for (pid_t& child : children) {
    child = fork();
    ASSERT_GE(child, 0);
    if (child != 0) continue;
    try {
      Database database = open_derived(path_, all);
      database.execute("INSERT INTO a VALUES(1, 2)");
      _exit(0);
    } catch (const base::Error& error) {
      fprintf(stderr, "%s\n", error.what());
      _exit(1);
    }
  }
  for (const pid_t child : children) {
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  Database database = open_derived(path_, all);
  EXPECT_EQ(text(database, "SELECT count(*) FROM a"), "4");
}

}  // namespace
}  // namespace db
