#include "build/stamps.hpp"

#include <algorithm>
#include <cstring>
#include <type_traits>
#include <utility>

#include "base/error.hpp"

namespace build {
namespace {

/// Never leaves the machine that wrote it, so numbers are in its own byte order; `byte_order` tells
/// where that differs after all.
struct Header {
  std::array<char, 8> magic = {'b', 'u', 'i', 'l', 'd', 's', 't', 'a'};
  std::uint32_t byte_order = 0x01020304;
  std::uint32_t version = 1;
  std::uint64_t checksum = 0;  ///< of all that follows
  friend bool operator==(const Header&, const Header&) = default;
};

using Words = std::array<std::uint64_t, 6>;  ///< a Stat on disk

/// A record on disk without its strings.
struct Fixed {
  Words source, output;
  std::uint64_t size, own_size;
  std::uint32_t root_length, is_orphan;
  std::array<char, 64> hash;
};

constexpr std::size_t largest_file = 1 << 28;

/// Tells damage, not forgery.
std::uint64_t checksum(std::string_view bytes) {
  std::uint64_t sum = bytes.size();
  const auto mix = [&sum](std::uint64_t word) {
    sum = (sum ^ word) * 0x9E3779B97F4A7C15U;
    sum ^= sum >> 32;
  };
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, 8);
    mix(word);
  }
  for (; at < bytes.size(); ++at) mix(static_cast<unsigned char>(bytes[at]));
  return sum;
}

Words pack(const os::Stat& stat) {
  return {stat.device,
          stat.inode,
          stat.size,
          static_cast<std::uint64_t>(stat.mtime_ns),
          static_cast<std::uint64_t>(stat.ctime_ns),
          stat.mode};
}

os::Stat unpack(const Words& words) {
  os::Stat stat;
  stat.device = words[0];
  stat.inode = words[1];
  stat.size = words[2];
  stat.mtime_ns = static_cast<std::int64_t>(words[3]);
  stat.ctime_ns = static_cast<std::int64_t>(words[4]);
  stat.mode = static_cast<std::uint32_t>(words[5]);
  return stat;
}

class Writer {
 public:
  explicit Writer(std::size_t expected) {
    bytes_.reserve(expected);
    bytes_.resize(sizeof(Header));
  }

  template <class T>
  void value(const T& value) {
    static_assert(std::has_unique_object_representations_v<T>);
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void count(std::size_t number) { value(static_cast<std::uint32_t>(number)); }
  void text(std::string_view text) {
    count(text.size());
    bytes_.append(text);
  }
  std::string finish() && {
    Header header;
    header.checksum = checksum(std::string_view(bytes_).substr(sizeof header));
    std::memcpy(bytes_.data(), &header, sizeof header);
    return std::move(bytes_);
  }

 private:
  std::string bytes_;
};

/// Gives zeros and empty texts after the end; `good()` tells.
class Reader {
 public:
  explicit Reader(std::string_view rest) : rest_(rest) {}

  template <class T>
  T value() {
    T value = {};
    if (const std::string_view bytes = take(sizeof value); !bytes.empty()) {
      std::memcpy(&value, bytes.data(), sizeof value);
    }
    return value;
  }
  std::string_view text() { return take(value<std::uint32_t>()); }
  /// A number of things that take at least `least` bytes each.
  std::size_t count(std::size_t least) {
    const std::size_t number = value<std::uint32_t>();
    if (number > rest_.size() / least) good_ = false;
    return good_ ? number : 0;
  }
  bool good() const { return good_; }
  bool at_end() const { return good_ && rest_.empty(); }

 private:
  std::string_view take(std::size_t size) {
    if (size > rest_.size()) good_ = false;
    if (!good_) return {};
    const std::string_view bytes = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return bytes;
  }

  std::string_view rest_;
  bool good_ = true;
};

void write_inputs(Writer& writer, const Stamps::Content& content) {
  writer.count(content.directories.size());
  for (const DirectoryStamp& directory : content.directories) {
    writer.text(directory.path);
    writer.text(directory.names);
    writer.value(pack(directory.stat));
  }
  writer.count(content.bases.size());
  for (const FileStamp& base : content.bases) {
    writer.text(base.path);
    writer.value(pack(base.stat));
  }
}

void read_inputs(Reader& reader, std::vector<DirectoryStamp>& directories,
                 std::vector<FileStamp>& bases) {
  directories.resize(reader.count(sizeof(Words)));
  for (DirectoryStamp& directory : directories) {
    directory.path = reader.text();
    directory.names = reader.text();
    directory.stat = unpack(reader.value<Words>());
  }
  bases.resize(reader.count(sizeof(Words)));
  for (FileStamp& base : bases) {
    base.path = reader.text();
    base.stat = unpack(reader.value<Words>());
  }
}

void write_stamp(Writer& writer, const Stamp& stamp) {
  writer.text(stamp.output);
  writer.text(stamp.source);
  writer.count(stamp.bases.size());
  Fixed fixed;
  fixed.source = pack(stamp.source_stat);
  fixed.output = pack(stamp.output_stat);
  fixed.size = stamp.content.size;
  fixed.own_size = stamp.content.own_size;
  fixed.root_length = static_cast<std::uint32_t>(stamp.root_length);
  fixed.is_orphan = stamp.is_orphan;
  fixed.hash = stamp.content.hash;
  writer.value(fixed);
}

/// Takes the bases from the front of `indices`. False where they do not fit.
bool read_stamp(Reader& reader, std::span<const std::uint32_t>& indices, Stamp& stamp) {
  stamp.output = reader.text();
  stamp.source = reader.text();
  const std::size_t bases = reader.value<std::uint32_t>();
  if (bases > indices.size()) return false;
  stamp.bases = indices.first(bases);
  indices = indices.subspan(bases);
  const auto fixed = reader.value<Fixed>();
  stamp.source_stat = unpack(fixed.source);
  stamp.output_stat = unpack(fixed.output);
  stamp.content = {fixed.size, fixed.own_size, fixed.hash};
  stamp.root_length = fixed.root_length;
  stamp.is_orphan = fixed.is_orphan != 0;
  return stamp.root_length < stamp.source.size();
}

}  // namespace

void Stamps::load(const std::string& path) {
  try {
    bytes_ = os::read_file_if_exists(path, largest_file).value_or(std::string());
  } catch (const base::Error&) {
    // What cannot be read is treated like what is not there; saving will complain.
    bytes_.clear();
  }
  content_ = {};
  if (parse()) {
    content_.directories = directories_;
    content_.bases = bases_;
    content_.stamps = stamps_;
  } else {
    content_ = {};
  }
}

bool Stamps::parse() {
  Header header, expected;
  if (bytes_.size() < sizeof header) return false;
  std::memcpy(&header, bytes_.data(), sizeof header);
  const std::string_view rest = std::string_view(bytes_).substr(sizeof header);
  expected.checksum = checksum(rest);
  if (header != expected) return false;

  Reader reader(rest);
  content_.place = reader.text();
  content_.form = reader.text();
  read_inputs(reader, directories_, bases_);
  base_indices_.resize(reader.count(4));
  for (std::uint32_t& index : base_indices_) {
    index = reader.value<std::uint32_t>();
    if (index >= bases_.size()) return false;
  }
  stamps_.resize(reader.count(sizeof(Fixed)));
  std::span<const std::uint32_t> indices = base_indices_;
  for (Stamp& stamp : stamps_) {
    if (!read_stamp(reader, indices, stamp)) return false;
  }
  return reader.at_end() &&
         std::is_sorted(stamps_.begin(), stamps_.end(),
                        [](const Stamp& a, const Stamp& b) { return a.output < b.output; });
}

void Stamps::save(const std::string& path, const Content& content) {
  Writer writer(4096 + (content.directories.size() + content.bases.size()) * 128 +
                content.stamps.size() * 320);
  writer.text(content.place);
  writer.text(content.form);
  write_inputs(writer, content);
  std::size_t indices = 0;
  for (const Stamp& stamp : content.stamps) indices += stamp.bases.size();
  writer.count(indices);
  for (const Stamp& stamp : content.stamps) {
    for (const std::uint32_t index : stamp.bases) writer.value(index);
  }
  writer.count(content.stamps.size());
  for (const Stamp& stamp : content.stamps) write_stamp(writer, stamp);
  os::write_atomically(path, std::move(writer).finish(), os::Sync::no);
}

std::size_t Stamps::find(std::string_view output, std::size_t near) const {
  if (near < stamps_.size() && stamps_[near].output == output) return near;
  const auto found = std::lower_bound(
      stamps_.begin(), stamps_.end(), output,
      [](const Stamp& stamp, std::string_view name) { return stamp.output < name; });
  const bool there = found != stamps_.end() && found->output == output;
  return there ? static_cast<std::size_t>(found - stamps_.begin()) : stamps_.size();
}

}  // namespace build
