echo "Validating Rex push event..."
echo "Task ID: $TASK_ID"
echo "Sender: $SENDER"

# Validate sender is Rex
if [ "$SENDER" != "5DLabs-Rex[bot]" ]; then
  echo "Invalid sender"
  exit 1
fi

echo "Event validation passed"
