#pragma once

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <functional>

#include "build/work_tree_build.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"
#include "support/temp_dir.hpp"

namespace build::testing_support {

class WorkTreeBuild : public testing::Test {
 protected:
  WorkTreeBuild() {
    settings_.build.output = "dist";
    settings_.definitions = {{"agents", "agent", "claude-mpm"}};
  }

  build::Outcome run() {
    build::Options options{.root = directory_.path(),
                           .output = directory_.at(settings_.build.output),
                           .stamps_path = directory_.at(".git/agents/build.stamps"),
                           .check = check_,
                           .only = only_};
    return build::build_work_tree(options, settings_, agent::Classifier(settings_));
  }

  /// Makes everything look old enough that its state can be relied on, except for its ctime: what
  /// was just written is still compared by content.
  void age(const std::string& name) const {
    const std::int64_t past = os::now_ns() / 1'000'000'000 - 100;
    const timespec times[2] = {{.tv_sec = past, .tv_nsec = 0}, {.tv_sec = past, .tv_nsec = 0}};
    ASSERT_EQ(::utimensat(AT_FDCWD, directory_.at(name).c_str(), times, 0), 0);
  }

  bool exists(const std::string& name) const { return os::exists(directory_.at(name)); }
  std::uint64_t inode(const std::string& name) const {
    return os::stat_if_exists(directory_.at(name)).value().inode;
  }

  test::TempDir directory_;
  settings::Settings settings_;
  bool check_ = false;
  std::vector<std::string> only_;
};

}  // namespace build::testing_support
