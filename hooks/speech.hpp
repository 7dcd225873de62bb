#pragma once

#include <string>

namespace hooks {

/// While one is there, say() collects instead of writing, so that what a hook has to say is known
/// as a whole at its end. One at a time.
class Speech {
 public:
  Speech();
  ~Speech();
  Speech(const Speech&) = delete;
  Speech& operator=(const Speech&) = delete;
  /// What was said so far; say() writes again.
  std::string end();

 private:
  std::string text_;
};

}  // namespace hooks
