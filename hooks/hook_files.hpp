#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "git/repository.hpp"
#include "hooks/grouped_events.hpp"
#include "hooks/install.hpp"
#include "hooks/slot.hpp"

namespace hooks {

/// Puts our hooks into the files of a hook directory, and takes them out.
class HookFiles {
 public:
  HookFiles(const git::Repository& repository, std::string directory)
      : repository_(repository), directory_(std::move(directory)) {}

  /// Our shim where the slot is free, our block in a POSIX-sh hook, newest texts for older ones of
  /// ours; else a refusal.
  void install(const std::string& event, const InstallOptions& options);
  /// Takes ours out, puts back what --force replaced, and refuses what was edited. Copies that
  /// another hook manager moved aside go too.
  void remove(const std::string& event);
  /// The same without a word and a refusal: where the hook is elsewhere now.
  void retire(const std::string& event);

  void report_to(InstallResult& result) const;

 private:
  void write_shim(const Slot& slot, const std::string& event, const std::string& verb);
  void refresh_shim(const Slot& slot, const std::string& event);
  void refresh_block(const Slot& slot, const std::string& event);
  void extend(const Slot& slot, const std::string& event);
  void replace(const Slot& slot, const std::string& event);
  void refuse_not_executable(const Slot& slot, const std::string& event);
  bool is_run_by_manager(const Slot& slot, const std::string& event);
  void restore(const Slot& slot, const std::string& event);
  void write(const std::string& path, const std::string& text, mode_t mode) const;
  std::string with_new_block(const Slot& slot, const std::string& event) const;
  void note_work_tree();
  std::string shown_directory() const;
  std::string holder(const Slot& slot);

  const git::Repository& repository_;
  std::string directory_;
  std::string program_;
  bool force_ = false;
  std::optional<std::string> shared_;  ///< core.sharedRepository, once asked
  GroupedEvents done_;
  std::vector<std::string> notes_, refused_;
};

}  // namespace hooks
