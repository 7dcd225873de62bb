#pragma once

#include <memory>
#include <string>

#include "build/work_tree_build.hpp"
#include "index/memo.hpp"

namespace cli {

/// What git and the memo of this repository know of the files below `output` (absolute). Null where
/// it lies outside of the work tree. `memo` may be null; both must outlive it.
std::unique_ptr<build::Record> build_record(const git::Repository& repository,
                                            const std::string& output, indexing::MemoDb* memo);

}  // namespace cli
