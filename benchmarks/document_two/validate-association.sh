# Extract task ID from PR labels
PULL_REQUEST=$(curl -sS -f -H "Authorization: Bearer $GITHUB_TOKEN" \
  "$GITHUB_URL/repos/$REPOSITORY/pulls/$PR_NUMBER")
TASK_ID=$(echo "$PULL_REQUEST" | grep -o '"name": *"task-[0-9]*"' | head -n 1 | grep -o '[0-9]*')

# Verify branch naming matches
BRANCH_TASK=$(echo "$PULL_REQUEST" | grep -o '"ref": *"task-[0-9]*' | head -n 1 | grep -o '[0-9]*')

# Validation: both must match
if [ -z "$TASK_ID" ] || [ "$TASK_ID" != "$BRANCH_TASK" ]; then
  echo "ERROR: Task association mismatch"
  exit 1
fi
