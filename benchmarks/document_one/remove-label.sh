set -e
github() { curl -sS -H "Authorization: Bearer $GITHUB_TOKEN" "$@"; }
number=$(github "$GITHUB_URL/repos/$REPOSITORY/pulls?state=open" | grep -o '"number": *[0-9]*' | head -n 1 | grep -o '[0-9]*')
if [ -n "$number" ]; then
  github -f -X DELETE "$GITHUB_URL/repos/$REPOSITORY/issues/$number/labels/ready-for-qa"
else
  echo "No pull request of task $TASK_ID"
fi
