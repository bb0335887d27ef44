// SPDX-License-Identifier: MIT
// The event log in the file: one column a field, streamed chunk by chunk.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "output/hdf5_file.h"
#include "stats/measures.h"

namespace talentsim::output {

class EventLog {
 public:
  EventLog(hdf5::Group group, const stats::Axes& axes);
  void append(std::span<const stats::Event> events, int replicate);
  void close();  // writes what is left

 private:
  struct Column {
    hdf5::Dataset dataset;
    std::vector<std::int8_t> int8;  // one of the three is in use
    std::vector<std::int32_t> int32;
    std::vector<std::int64_t> int64;
  };
  Column& make_column(std::size_t index, const stats::Axes& axes);
  void write_buffer();

  hdf5::Group group_;
  std::vector<Column> columns_;  // in the order of event_columns()
  std::size_t buffered_ = 0;
  unsigned long long written_ = 0;
};

}  // namespace talentsim::output
