// From nothing to a logged run. Logs to the server of MLFLOW_TRACKING_URI or, without one, to ./leat.db:
//
//     dotnet run --project samples/FirstRun
using Leat.Client;

await Tracking.SetExperimentAsync("first steps");
await using var run = await Tracking.StartRunAsync("baseline");

run.LogParam("learning_rate", 0.1);
for (var step = 0; step < 10; step++)
    run.LogMetric("loss", 1.0 / (step + 1), step);
run.LogText("It works.", "note.txt");

Console.WriteLine($"Logged run {run.RunId}");
