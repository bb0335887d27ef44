// SPDX-License-Identifier: MIT
// Reads every file of the folders named as one input of the fuzzer each. Says how many; the
// program ends at the first that breaks the reader, with its name as the last line.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "reader.h"

int main(int argc, char** argv) {
  constexpr unsigned kPatienceSeconds = 60;
  std::vector<std::filesystem::path> files;
  for (int i = 1; i < argc; ++i)
    for (const auto& entry : std::filesystem::directory_iterator(argv[i]))
      if (entry.is_regular_file()) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    std::printf("%s\n", file.c_str());
    std::fflush(stdout);
    std::ifstream in(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    ::alarm(kPatienceSeconds);
    talentsim::fuzz::read_scenario(bytes);
  }
  std::printf("%zu inputs read\n", files.size());
  return files.empty() ? 1 : 0;
}
