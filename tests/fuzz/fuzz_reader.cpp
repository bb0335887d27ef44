// SPDX-License-Identifier: MIT
// The entry point of libFuzzer.
#include <cstddef>
#include <cstdint>

#include "reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  talentsim::fuzz::read_scenario({reinterpret_cast<const char*>(data), size});
  return 0;
}
