#include "base/text.hpp"
#include "os/digest.hpp"
#include "settings/settings.hpp"
#include "settings/source_url.hpp"
#include "syntax/document.hpp"

namespace settings {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + base::quote_path(word);
  return "[" + text + "]";
}

std::string described(const Source& source) {
  std::string text = base::quote_path(source.url);
  const auto add = [&](std::string_view what, std::string_view value) {
    text.append(", ").append(what).append(" ").append(value);
  };
  if (!source.name.empty()) add("called", source.name);
  if (!source.ref.empty()) add("ref", source.ref);
  if (!source.path.empty()) add("path", syntax::quoted(source.path));
  add("priority", std::to_string(source.priority));
  add("tier", to_string(source.tier));
  add("sync", to_string(source.method));
  return text;
}

void add_list(os::Sha256& hash, const std::vector<std::string>& list) {
  hash.field(std::to_string(list.size()));
  for (const auto& word : list) hash.field(word);
}

/// Each is left out where it is as it was before there was such a key, so that old trust holds.
void add_sources(os::Sha256& hash, const Settings& settings) {
  if (settings.deploy.pull) hash.field("deploy.pull");
  if (!settings.sources.empty()) {
    hash.field("sources");
    hash.field(std::to_string(settings.sources.size()));
  }
  for (const auto& source : settings.sources) {
    for (const auto& field :
         {source.name, source.url, source.ref, source.path, std::to_string(source.priority),
          std::string(to_string(source.tier)), std::string(to_string(source.method))}) {
      hash.field(field);
    }
  }
  if (settings.detect.empty()) return;
  hash.field("detect");
  hash.field(std::to_string(settings.detect.size()));
  for (const auto& rule : settings.detect) {
    add_list(hash, rule.files);
    add_list(hash, rule.deploy);
  }
}

}  // namespace

std::string trust_text(const Settings& settings) {
  std::string targets;
  for (const auto& target : settings.deploy.targets) {
    targets += (targets.empty() ? "" : ", ") + target.tool + " (" + target.scope + ")";
  }
  std::string text = "build.output: " + base::quote_path(settings.build.output) +
                     (settings.build.stage ? "\nbuild.stage: true" : "") +
                     "\ndeploy.on: " + joined(settings.deploy.on) +
                     "\ndeploy.branches: " + joined(settings.deploy.branches) +
                     "\ndeploy.targets: [" + targets + "]\n";
  if (settings.deploy.pull) text += "deploy.pull: true\n";
  for (const auto& source : settings.sources) text += "sources: " + described(source) + "\n";
  for (const auto& rule : settings.detect) {
    text += "detect: " + joined(rule.files) + " deploys " + joined(rule.deploy) + "\n";
  }
  return text;
}

std::string trust_digest(const Settings& settings) {
  os::Sha256 hash;
  hash.field("trust-1");
  hash.field(settings.build.output);
  // Left out where it is as it was before there was such a key, so that old trust holds.
  if (settings.build.stage) hash.field("build.stage");
  add_list(hash, settings.deploy.on);
  add_list(hash, settings.deploy.branches);
  hash.field(std::to_string(settings.deploy.targets.size()));
  for (const auto& target : settings.deploy.targets) {
    hash.field(target.tool);
    hash.field(target.scope);
  }
  add_sources(hash, settings);
  return hash.hex();
}

}  // namespace settings
