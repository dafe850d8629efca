// The logger reads its level when it is loaded. What the app logs about failures that a test causes is not worth reading.
process.env.LOG_LEVEL = 'silent'
