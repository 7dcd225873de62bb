# shellcheck shell=sh disable=SC2016 # the commands are expanded when they are run
# The rows of the table of hooks_table.sh, which has the functions.

stage='put agents/new.md new; git add agents'
edit='put agents/good.md good "color: green"'
resolve="$edit; git add agents"

part 'Commits'
row '`git commit`' "$stage" 'git commit -q -m x'
row '`git commit -a`' "$edit" 'git commit -q -a -m x'
row '`git commit FILE`' "$edit" 'git commit -q -m x agents/good.md'
row '`git commit -i FILE`' "$edit" 'git commit -q -i agents/good.md -m x'
row '`git commit -p`' "$edit" 'yes | git commit -q -p -m x'
row '`git commit --fixup`' "$stage" 'git commit -q --fixup HEAD'
row '`git commit` in a subdirectory' "$stage; mkdir sub" '(cd sub && git commit -q -m x)'
row '`git -C DIR commit`' "$stage; mkdir sub" 'git -C sub commit -q -m x'
row 'the first `git commit` of a branch' "git switch -q --orphan first; $stage" 'git commit -q -m x'
row '`git commit --amend`' "$stage" 'git commit -q --amend --no-edit'
row '`git commit --amend`, nothing staged' "$stage; save x" 'git commit -q --amend -m y'
row '`git commit --no-verify`' "$stage" 'git commit -q -n -m x'
row '`git commit --amend --no-verify`' "$stage" 'git commit -q -n --amend --no-edit'
row '`git commit`, nothing staged' "$stage; save x" 'git commit -q -m y' 1
row '`git commit --dry-run`' "$stage" 'git commit -q --dry-run -m x'
row '`git commit` with unmerged files' 'quietly git merge conflict' 'git commit -q -m x' 128

part 'Merges'
row '`git merge`, fast-forward' : 'git merge -q ahead'
row '`git merge`' : 'git merge -q topic'
row '`git merge --no-ff`' : 'git merge -q --no-ff --no-edit ahead'
row '`git merge` of several branches' : 'git merge -q -m x topic ahead'
row '`git merge --no-verify`' : 'git merge -q --no-verify topic'
row '`git merge --squash`' : 'git merge -q --squash topic'
row '`git commit` after it' 'quietly git merge --squash topic' 'git commit -q --no-edit'
row '`git merge --no-commit`' : 'git merge -q --no-commit topic'
row '`git commit` after it' 'quietly git merge --no-commit topic' 'git commit -q --no-edit'
row '`git merge` with a conflict' : 'git merge -q conflict' 1
row '`git commit` after it' "quietly git merge conflict; $resolve" 'git commit -q --no-edit'
row '`git merge --continue` after it' "quietly git merge conflict; $resolve" 'git merge --continue'
row '`git merge --abort`' 'quietly git merge conflict' 'git merge --abort'

part 'Commits that git makes again'
row '`git cherry-pick`' : 'git cherry-pick topic~1'
row '`git cherry-pick` of two' : 'git cherry-pick topic~2..topic'
row '`git cherry-pick --continue` after a conflict' "quietly git cherry-pick conflict; $resolve" \
  'git cherry-pick --continue'
row '`git cherry-pick --no-commit`' : 'git cherry-pick --no-commit topic~1'
row '`git revert`' "$stage; save x; git rm -q agents/new.md; save y" 'git revert --no-edit HEAD'
row '`git revert --continue` after a conflict' \
  "agent agents/good.md good 'color: red'; save y; quietly git revert --no-edit HEAD~1; $resolve" \
  'git revert --continue'
row '`git rebase`' 'git switch -q topic' 'git rebase -q main'
row '`git rebase --continue` after a conflict' \
  "git switch -q conflict; quietly git rebase main; $resolve" 'git rebase --continue'
row '`git rebase --apply`' 'git switch -q topic' 'git rebase -q --apply main'
row '`git rebase -i`, `edit`, then `git commit --amend`' \
  "git switch -q topic; GIT_SEQUENCE_EDITOR='sed -i 1s/^pick/edit/' quietly git rebase -i main; $stage" \
  'git commit -q --amend --no-edit'
row '`git rebase --continue` after it' \
  "git switch -q topic; GIT_SEQUENCE_EDITOR='sed -i 1s/^pick/edit/' quietly git rebase -i main" \
  'git rebase --continue'
row '`git am`' 'git format-patch -q -1 --stdout topic~1 >../patch' 'git am -q ../patch'

part 'From the remote'
newer='git push -q o ahead:main'
local_too="$newer; agent agents/local.md local; save local"
row '`git fetch`' "$newer" 'git fetch -q'
row '`git fetch o main:new`' "$newer" 'git fetch -q o main:new'
row '`git pull`, nothing new' : 'git pull -q --ff-only'
row '`git pull`, fast-forward' "$newer" 'git pull -q --ff-only'
row '`git pull --rebase`, fast-forward' "$newer" 'git pull -q --rebase'
row '`git pull --rebase` with a local commit' "$local_too" 'git pull -q --rebase'
row '`git pull` with a local commit' "$local_too" 'git pull -q --no-rebase --no-edit'

part 'Checkouts'
row '`git switch`, `git checkout BRANCH`' : 'git switch -q topic'
row '`git checkout -f BRANCH`' "$edit" 'git checkout -q -f topic'
row '`git switch -c`, `git checkout -b`' : 'git switch -q -c new'
row '`git checkout --detach BRANCH`' : 'git checkout -q --detach topic'
row '`git switch --orphan`' : 'git switch -q --orphan first'
row '`git switch` back from it' 'git switch -q --orphan first' 'git switch -q main'
row '`git checkout -- FILE`' "$edit" 'git checkout -q -- agents/good.md'
row '`git checkout REVISION -- FILE`' : 'git checkout -q topic -- agents/topic.md'
row '`git restore FILE`' "$edit" 'git restore agents/good.md'
row '`git restore --staged FILE`' "$stage" 'git restore --staged agents/new.md'
in_template='mkdir -p ../template/hooks
printf "#!/bin/sh\nexec \"$programs/git-agents-hook\" post-checkout \"\$@\"\n" \
  >../template/hooks/post-checkout
chmod +x ../template/hooks/post-checkout'
row '`git clone` with our hook in its template' "$in_template" \
  'git clone -q --template=../template . ../clone'
row '`git clone --no-checkout` with it' "$in_template" \
  'git clone -q --no-checkout --template=../template . ../clone'
row '`git worktree add`' : 'git worktree add -q ../linked topic'
row '`git worktree add --no-checkout`' : 'git worktree add -q --no-checkout ../linked topic'
row '`git bisect start BAD GOOD`' 'git switch -q ahead' 'git bisect start HEAD HEAD~2'
row '`git bisect reset`' 'git switch -q ahead; quietly git bisect start HEAD HEAD~2' \
  'git bisect reset -q 2>/dev/null || git bisect reset'
row '`git stash branch`' "$edit; git stash -q" 'git stash branch new'

part 'Pushes'
row '`git push`' 'git switch -q topic' 'git push -q o topic'
row '`git push` of a branch that is not checked out' : 'git push -q o topic'
row '`git push` of two branches' : 'git push -q o topic ahead'
row '`git push --force`' : 'git push -q -f o topic:main'
row '`git push --atomic`' : 'git push -q --atomic o main:copy topic'
row '`git push --all`' : 'git push -q --all o'
row '`git push --mirror`' : 'git push -q --mirror o'
row '`git push` of a tag' 'git tag -m v1 v1 topic' 'git push -q o v1'
row '`git push --tags`' 'git tag -m v1 v1 topic; git tag v2 topic' 'git push -q --tags o'
row '`git push --dry-run`' : 'git push -q --dry-run o topic'
row '`git push`, nothing new' : 'git push -q o main'
row '`git push --delete`' 'git push -q o topic' 'git push -q --delete o topic'
row '`git push --no-verify`' : 'git push -q --no-verify o topic'

part 'What runs no hook'
row '`git reset --hard`' : 'git reset -q --hard topic'
row '`git reset --soft`' : 'git reset -q --soft topic'
row '`git reset`' : 'git reset -q topic'
row '`git stash`' "$edit" 'git stash -q'
row '`git stash pop`' "$edit; git stash -q" 'git stash pop -q'
row '`git rm --cached`' "$stage" 'git rm -q --cached agents/new.md'
row '`git read-tree`' : 'git read-tree topic'
row '`git checkout-index`' "$edit" 'git checkout-index -q -f -a'
row '`git update-ref`' : 'git update-ref refs/heads/main topic'
row '`git branch -f`' : 'git branch -f new topic'
row '`git tag`' : 'git tag v1 topic'
row '`git notes add`' : 'git notes add -m x topic'
row '`git commit-tree`' : 'git commit-tree -m x topic^{tree}'
