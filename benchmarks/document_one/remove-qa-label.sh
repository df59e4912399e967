github() { curl -sS -H "Authorization: Bearer $GITHUB_TOKEN" "$@"; }

# Find PR for this task
PR_NUMBER=$(github "$GITHUB_URL/repos/$REPOSITORY/pulls?state=open" \
  | grep -o '"number": *[0-9]*' | head -n 1 | grep -o '[0-9]*')

if [ -n "$PR_NUMBER" ]; then
  echo "Removing ready-for-qa label from PR #${PR_NUMBER}"
  github -f -X DELETE "$GITHUB_URL/repos/$REPOSITORY/issues/$PR_NUMBER/labels/ready-for-qa"
  echo "Label removed"
else
  echo "No PR found for task $TASK_ID"
fi
