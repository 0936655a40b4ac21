using System.Globalization;
using Leat.Quickstart;
using Spectre.Console;

namespace Leat.Cli.Quickstart;

/// <summary>Shows training progress: bars on a terminal, otherwise one line per event.</summary>
internal static class TrainingProgressView
{
    public static Task<QuickstartResult> ShowAsync(
        IAnsiConsole console,
        QuickstartOptions options,
        Func<IProgress<QuickstartProgress>, Task<QuickstartResult>> train)
    {
        console.WriteLine();
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Training {QuickstartTraining.Plan.Count} classifiers on {options.Dataset}, each in {options.Folds} folds:"));
        return console.Profile.Capabilities.Interactive && console.Profile.Out.IsTerminal
            ? ShowBarsAsync(console, train)
            : train(new PlainProgress(console));
    }

    private static Task<QuickstartResult> ShowBarsAsync(
        IAnsiConsole console, Func<IProgress<QuickstartProgress>, Task<QuickstartResult>> train) =>
        console.Progress()
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new ElapsedTimeColumn(),
                new SpinnerColumn())
            .StartAsync(context => train(new ProgressBars(context)));

    private sealed class ProgressBars : IProgress<QuickstartProgress>
    {
        private readonly Dictionary<string, ProgressTask> _tasks;

        public ProgressBars(ProgressContext context) => _tasks = QuickstartTraining.Plan.ToDictionary(
            training => training.Name,
            training => context.AddTask(Description(training.Name, "waiting"), autoStart: false),
            StringComparer.Ordinal);

        public void Report(QuickstartProgress value)
        {
            var task = _tasks[value.Trainer];
            if (!task.IsStarted)
                task.StartTask();
            task.MaxValue = value.Total;
            task.Value = value.Done;
            task.Description = Description(value.Trainer, value.Activity);
            if (value.Done == value.Total)
                task.StopTask();
        }

        /// <summary>All the same width; otherwise the bars would jump.</summary>
        private static string Description(string name, string activity) =>
            $"{Markup.Escape(name),-10} [grey]{Markup.Escape(activity),-18}[/]";
    }

    private sealed class PlainProgress(IAnsiConsole console) : IProgress<QuickstartProgress>
    {
        private string _last = "";

        public void Report(QuickstartProgress value)
        {
            var line = $"  {value.Trainer}: {value.Activity}";
            if (line == _last)
                return;
            _last = line;
            console.WriteLine(line);
        }
    }
}
