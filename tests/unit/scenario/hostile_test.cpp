// SPDX-License-Identifier: MIT
// Files made to break a reader get a message, promptly, and never lead outside the scenarios
// folder.
#include <doctest/doctest.h>
#include <fmt/core.h>
#include <sys/stat.h>

#include <random>

#include "unit/scenario/scenario_folder.h"

namespace talentsim::scenario::test {
namespace {

std::string repeat(const std::string& text, int times) {
  std::string out;
  out.reserve(text.size() * static_cast<std::size_t>(times));
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("what is not text is refused at its first byte") {
  ScenarioFolder folder;
  CHECK(folder.problems_in(std::string("title: a\0b\n", 11)) ==
        "x.yaml:1:9: error: control character 0x00 (a scenario file is plain UTF-8 text)");
  CHECK(folder.problems_in("title: x\nnote: caf\xe9\n") ==
        "x.yaml:2:10: error: byte 0xe9 is not UTF-8 (a scenario file is plain UTF-8 text)");
  CHECK(folder.problems_in("\xff\xfet\0i\0") ==
        "x.yaml:1:1: error: byte 0xff is not UTF-8 (a scenario file is plain UTF-8 text)");
  CHECK(folder.problems_in("\x89HDF\r\n") ==
        "x.yaml:1:1: error: byte 0x89 is not UTF-8 (a scenario file is plain UTF-8 text)");
  CHECK(folder.problems_in("a: \xc0\xaf") ==
        "x.yaml:1:4: error: byte 0xc0 is not UTF-8 (a scenario file is plain UTF-8 text)");
  CHECK(folder.problems_in("a: \xed\xa0\x80").find("byte 0xed is not UTF-8") != std::string::npos);
  CHECK(folder.problems_in("") ==
        "x.yaml: error: nothing in the file (a scenario is a mapping of keys to values)");
  CHECK(folder.problems_in("# only a comment\n") ==
        "x.yaml: error: nothing in the file (a scenario is a mapping of keys to values)");
  CHECK(folder.problems_in("just words") ==
        "x.yaml:1:1: error: 'just words' where a mapping of keys to values is needed");
}

TEST_CASE("random bytes and random punctuation give messages, not crashes") {
  ScenarioFolder folder;
  std::mt19937 random(20221228);
  const std::string marks = " \n:-[]{}?#&*!|>'\"%@`abc,0";
  for (int trial = 0; trial < 200; ++trial) {
    std::string bytes(500, ' '), punctuation(500, ' ');
    for (char& c : bytes) c = static_cast<char>(random() & 0xFF);
    for (char& c : punctuation) c = marks[random() % marks.size()];
    CHECK_FALSE(folder.problems_in(bytes).empty());
    CHECK_FALSE(folder.problems_in(punctuation).empty());
  }
}

TEST_CASE("a sound scenario cut off or with one byte changed loads or gives messages") {
  ScenarioFolder folder;
  std::ifstream in(folder.path("small_town.yaml"));
  const std::string sound{std::istreambuf_iterator<char>(in), {}};
  std::mt19937 random(7);
  for (int trial = 0; trial < 300; ++trial) {
    std::string text = sound;
    if (trial % 2 == 0)
      text.resize(random() % text.size());
    else
      text[random() % text.size()] = static_cast<char>(random() % 96 + 32);
    CHECK_NOTHROW(folder.problems_in(text));
  }
}

TEST_CASE("nothing that a terminal obeys or that hides gets through, however it is written") {
  ScenarioFolder folder;
  const std::string control = "control character 0x1b (a scenario file is plain UTF-8 text)";
  CHECK(folder.problems_in("title: a\x1b[2J\n") == "x.yaml:1:9: error: " + control);
  const auto of_first = [&](const std::string& text) {
    const std::string all = folder.problems_in("extends: small_town.yaml\n" + text);
    return all.substr(0, all.find('\n'));
  };
  CHECK(of_first("title: \"a\\x1b[2J\"") == "x.yaml:2:8: error: " + control);
  CHECK(of_first("\"\\e\": 1") == "x.yaml:2:1: error: " + control);
  CHECK(of_first("title: \"\\N\"") ==  // which the parser writes as one byte
        "x.yaml:2:8: error: bytes that are not UTF-8 (a scenario file is plain UTF-8 text)");
  CHECK(of_first("title: \"\\r\"") ==
        "x.yaml:2:8: error: carriage return (a line ends with a line feed)");
  for (const char* hidden : {"\\u202e", "\\u200b", "\\L", "\\u2066", "\\ufeff"}) {
    CAPTURE(hidden);
    CHECK(of_first(std::string("title: \"") + hidden + "\"").find("hidden character U+") !=
          std::string::npos);
  }
  CHECK(folder.problems_in("\xef\xbb\xbf"
                           "extends: small_town.yaml\n") == "");  // a byte order mark
  CHECK(folder.problems_in("extends: small_town.yaml\r\ntitle: >\r\n  two\r\n  lines\r\n") == "");
  CHECK(folder.problems_in(
            "extends: small_town.yaml\ntitle: \u9ad8\u624d\u901a \u2014 caf\u00e9\n") == "");
}

TEST_CASE("keys that look like dates or values do no harm at the top") {
  ScenarioFolder folder;
  for (const char* key : {"1", "2022-12", "value"}) {
    CAPTURE(key);
    CHECK(folder.problems_in(std::string(key) + ": x\nextends: small_town.yaml\n") ==
          fmt::format("x.yaml:1:1: error: unknown key '{}' at the top level", key));
  }
}

TEST_CASE("nesting has an end") {
  ScenarioFolder folder;
  const std::string deep = "nested deeper than 32 levels (no scenario needs that)";
  CHECK(folder.problems_in("a: " + std::string(40, '[') + std::string(40, ']')) ==
        "x.yaml:1:35: error: " + deep);
  CHECK(folder.problems_in(std::string(1'000'000, '[')).find(deep) != std::string::npos);
  CHECK(folder.problems_in(std::string(1'000'000, '{')).find(deep) != std::string::npos);
  CHECK(folder.problems_in(repeat("- ", 500'000)) == "x.yaml:1:65: error: " + deep);
  std::string stairs;
  for (int i = 0; i < 1500; ++i) stairs += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  CHECK(folder.problems_in(stairs) == "x.yaml:33:33: error: " + deep);
}

TEST_CASE("size has an end") {
  ScenarioFolder folder;
  folder.write("huge.yaml", "");
  fs::resize_file(folder.path("huge.yaml"), 100'000'000);  // a hole: never read
  CHECK(folder.problems("huge.yaml") ==
        "huge.yaml: error: too large: 100000000 bytes (a scenario file has at most 8388608)");
  CHECK(folder.problems_in("extends: [small_town.yaml, huge.yaml]") ==
        "x.yaml:1:28: error: 'huge.yaml' is too large: 100000000 bytes (a scenario file has at "
        "most 8388608)");
  CHECK(folder.problems_in(repeat("[", 1) + repeat("1,", 1'100'000)) ==
        "x.yaml:1:2000002: error: more than 1000000 brackets and commas; a scenario is not a data "
        "set");
  CHECK(folder.problems_in("a:\n" + repeat("- 1\n", 600'000)).find("more than 500000 values") !=
        std::string::npos);
  std::string keys;
  for (int i = 0; i < 5000; ++i) keys += fmt::format("k{}: 1\n", i);
  CHECK(folder.problems_in(keys) ==
        "x.yaml:4001:1: error: more than 4000 keys in one mapping; a scenario is not a data set");
  const std::string dates = "extends: small_town.yaml\npolicy:\n";
  std::string items;
  for (int year = 1950; year < 2150; ++year)
    for (int i = 0; i < 200; ++i)
      items += fmt::format("- {{from: {}-01, set: {{labour.vacancy_factor: 1.{}}}}}\n", year, i);
  CHECK(folder.problems_in(dates + items).find("are more than can be kept") != std::string::npos);
}

TEST_CASE("an alias bomb stays small") {
  ScenarioFolder folder;
  std::string bomb = "a0: &a0 [x, x]\n";
  for (int i = 1; i < 40; ++i) {
    bomb += fmt::format("a{0}: &a{0} [*a{1}, *a{1}]\n", i, i - 1);
  }
  const std::string problems = folder.problems_in(bomb);
  CHECK(problems.find("x.yaml:1:5: error: anchor '&a0' is not allowed (repetition by reference can "
                      "hide a huge file); write the value out where it is used") !=
        std::string::npos);
  CHECK(problems.find("x.yaml:2:10: error: an alias is not allowed") != std::string::npos);
}

TEST_CASE("a bomb of extends reads each file once") {
  ScenarioFolder folder;
  folder.write("bomb0.yaml", "extends: small_town.yaml\n");
  for (int i = 1; i < 60; ++i) {
    folder.write(fmt::format("bomb{}.yaml", i),
                 fmt::format("extends: [bomb{0}.yaml, bomb{0}.yaml]\n", i - 1));
  }
  CHECK(folder.problems("bomb59.yaml") == "");
  std::string list = "extends:\n";
  for (int i = 0; i < 300; ++i) {
    folder.write(fmt::format("part{}.yaml", i), fmt::format("question: {}\n", i));
    list += fmt::format("  - part{}.yaml\n", i);
  }
  CHECK(folder.problems_in(list).find("more than 256 files in one scenario") != std::string::npos);
}

TEST_CASE("nothing outside the scenarios folder is read") {
  ScenarioFolder folder;
  std::ofstream(folder.outside() / "secret.yaml") << "title: secret\n";
  const std::string leaves =
      " leaves the folder 'scenarios' (scenario files are read only below it)";
  const std::string by_link =
      " leaves the folder 'scenarios' through a symbolic link (scenario files are read only below "
      "it)";
  CHECK(folder.problems_in("extends: ../secret.yaml") ==
        "x.yaml:1:10: error: '../secret.yaml'" + leaves);
  CHECK(folder.problems_in("extends: a/../../secret.yaml") ==
        "x.yaml:1:10: error: 'a/../../secret.yaml'" + leaves);
  CHECK(folder.problems_in("extends: /etc/passwd") ==
        "x.yaml:1:10: error: '/etc/passwd' is an absolute path (scenario files are read only below "
        "'scenarios'); write it relative to this file");
  fs::create_symlink(folder.outside() / "secret.yaml", folder.path("link.yaml"));
  fs::create_directory_symlink(folder.outside(), folder.path("door"));
  CHECK(folder.problems_in("extends: link.yaml") == "x.yaml:1:10: error: 'link.yaml'" + by_link);
  CHECK(folder.problems_in("extends: door/secret.yaml") ==
        "x.yaml:1:10: error: 'door/secret.yaml'" + by_link);
  CHECK(folder.problems_in("extends: door/no_such.yaml") ==
        "x.yaml:1:10: error: 'door/no_such.yaml'" + by_link);
  CHECK(folder.problems("link.yaml") ==
        "link.yaml: error: '" +
            folder.path("link.yaml").string().substr(folder.path("").string().size()) + "'" +
            by_link);
  CHECK(ScenarioFolder::problems_of(folder.outside() / "secret.yaml", folder.outside() / "") ==
        "secret.yaml: error: not below a folder named 'scenarios' (scenario files are read only "
        "there); move it into one");
  fs::create_symlink("loop.yaml", folder.path("loop.yaml"));
  CHECK(folder.problems_in("extends: loop.yaml")
            .find("x.yaml:1:10: error: 'loop.yaml' is unreadable") == 0);
}

TEST_CASE("only regular files are opened") {
  ScenarioFolder folder;
  REQUIRE(::mkfifo(folder.path("pipe.yaml").c_str(), 0600) ==
          0);  // opening it for reading would wait for ever
  CHECK(folder.problems("pipe.yaml") ==
        "pipe.yaml: error: not a regular file (a scenario is a text file)");
  fs::create_directory(folder.path("dir.yaml"));
  CHECK(folder.problems("dir.yaml") ==
        "dir.yaml: error: not a regular file (a scenario is a text file)");
  CHECK(folder.problems("smal_town.yaml").find("(did you mean 'small_town.yaml'?)") !=
        std::string::npos);
}

}  // namespace talentsim::scenario::test
