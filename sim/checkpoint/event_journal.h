// SPDX-License-Identifier: MIT
// The events of one replicate so far, in a file that grows. A checkpoint notes how long it was and
// its SHA-256; whatever came after is cut off when the run goes on.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "stats/measures.h"
#include "support/digest.h"
#include "support/disk.h"

namespace talentsim::checkpoint {

using TakeEvents = std::function<void(std::span<const stats::Event>)>;

class EventJournal {
 public:
  struct Mark {
    std::uint64_t bytes = 0;
    Sum sum = Digest().sum();
    friend bool operator==(const Mark&, const Mark&) = default;
  };

  explicit EventJournal(const std::filesystem::path& path);  // opens it, or makes an empty one

  void append(std::span<const stats::Event> events);
  Mark mark();  // what is in it is on the disk then
  // Hands over all events up to the mark and forgets those after it. UsageError when the file does
  // not hold what the mark says.
  void rewind(const Mark& mark, const TakeEvents& take);

 private:
  void write_out();

  Descriptor file_;
  std::uint64_t bytes_ = 0;
  Digest digest_;
  std::vector<unsigned char> buffer_;
};

}  // namespace talentsim::checkpoint
