#pragma once

#include <string>
#include <vector>

#include "deploy/deployment.hpp"
#include "git-agents/session.hpp"
#include "track/state.hpp"

namespace cli {

/// What is asked of a deployment.
struct DeploymentRequest {
  deploy::Options how;
  std::string event;   ///< of the hook that started it; "" = a person did
  bool exact = false;  ///< sources exactly as their locks say, without local edits
  /// The user's own targets too: outside a repository always, and where no target is asked for.
  bool user = true;
};

/// What a deployment is, or was: the repository's, with its sources, then the user's.
struct Deployment {
  std::vector<deploy::Prepared> prepared;
  std::vector<std::string> notes;   ///< about sources: sentences for a person
  std::vector<std::string> errors;  ///< sources that are here and cannot be deployed
  std::vector<const deploy::Plan*> plans() const;
  std::vector<deploy::SourceReport> sources() const;
  bool has_targets() const;
  bool changes() const;  ///< would anything be written or removed, or is something left over?
  bool blocked() const;  ///< is there anything that a person must look at?
};

/// Reads the repository, the user's own configuration and the sources as they are locked, and
/// plans. Touches nothing, fetches nothing. What a hook started needs the user's trust in the
/// repository: Error(conflict) without.
Deployment plan_deployment(Session& session, const DeploymentRequest& request,
                           const track::State& state);

/// Does the work tree's file want a deployment to pull first?
bool pulls_first(Session& session);

/// One operation a target.
void carry_out(Session& session, const Deployment& deployment, track::State& state,
               const DeploymentRequest& request);

/// Opens the state, plans and carries out. A configuration without targets is no error.
Deployment deploy_now(Session& session, const DeploymentRequest& request);

/// The plans on `out`; what is wrong with sources, and notes about them, on `err`.
void print_deployment(std::ostream& out, std::ostream& err, const Deployment& deployment, bool dry);

/// The part of print_deployment() that goes to `err`.
void tell_sources(std::ostream& err, const Deployment& deployment);

}  // namespace cli
