#pragma once

#include <vector>

#include "settings/reader.hpp"
#include "settings/settings.hpp"

namespace settings {

/// Reads the keys that are about other repositories. Only used by the parser of this module.
class SourceReader {
 public:
  /// All of them must outlive this.
  SourceReader(Reader& reader, const Vocabulary& vocabulary, Owner owner)
      : reader_(reader), vocabulary_(vocabulary), owner_(owner) {}

  std::vector<Source> sources(const syntax::Node& node) const;
  std::vector<Detect> detect(const syntax::Node& node) const;

 private:
  bool source(const syntax::Node& item, Source& source) const;
  bool url(const syntax::Node& item, Source& source) const;
  void ranking(const syntax::Node& item, Source& source) const;

  Reader& reader_;
  const Vocabulary& vocabulary_;
  Owner owner_;
};

}  // namespace settings
