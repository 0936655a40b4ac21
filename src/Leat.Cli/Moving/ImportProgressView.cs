using System.Diagnostics;
using System.Globalization;
using Leat.Cli.Upkeep;
using Leat.Transfer;

namespace Leat.Cli.Moving;

/// <summary>Shows how far an import has come: one line that changes on a terminal, otherwise a line every five seconds.</summary>
internal sealed class ImportProgressView(TextWriter error, Stopwatch clock, bool isTerminal) : IProgress<ImportProgress>, IDisposable
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenChanges = TimeSpan.FromMilliseconds(200);

    private TimeSpan _begin;
    private string _verb = "";
    private TimeSpan _told;
    private int _width;

    public static ImportProgressView On(TextWriter error, Stopwatch clock) =>
        new(error, clock, ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected);

    public void Report(ImportProgress value)
    {
        var now = clock.Elapsed;
        if (value.Runs == 0 || now - _told < (isTerminal ? BetweenChanges : BetweenLines))
            return;
        _told = now;
        var line = LineOf(value, now - _begin);
        if (isTerminal)
            error.Write($"\r{line.PadRight(_width)}");
        else
            error.WriteLine(line);
        _width = line.Length;
    }

    /// <summary>The same line for what follows.</summary>
    /// <param name="verb">What is done with the runs.</param>
    public ImportProgressView Again(string verb)
    {
        End();
        (_begin, _verb) = (clock.Elapsed, $" {verb}");
        return this;
    }

    /// <summary>Clears the line.</summary>
    public void End()
    {
        if (isTerminal && _width > 0)
            error.Write($"\r{new string(' ', _width)}\r");
        _width = 0;
    }

    public void Dispose() => End();

    private string LineOf(ImportProgress value, TimeSpan elapsed)
    {
        var done = string.Create(
            CultureInfo.InvariantCulture,
            $"{ByteText.Count(value.Runs, "run")}{_verb}, {ByteText.Count(value.Points, "point")}, {value.Points / Math.Max(elapsed.TotalSeconds, 0.001):N0} points/s");
        if (value.Size.Runs is not { } runs)
            return done;

        // Points take the time; runs count for those that have few, and alone where nobody knows how many points there are.
        var (past, all) = value.Size.Points is { } points ? (value.Points + (100.0 * value.Runs), points + (100.0 * runs)) : (value.Runs, (double)runs);
        var part = all > 0 ? Math.Min(past / all, 1) : 1;
        var left = part > 0 ? elapsed * ((1 - part) / part) : TimeSpan.Zero;
        return string.Create(CultureInfo.InvariantCulture, $"{100 * part:0} %: {done}, {TextOf(left)} left");
    }

    private static string TextOf(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min")
        : time.TotalMinutes >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds} s")
            : string.Create(CultureInfo.InvariantCulture, $"{time.Seconds} s");
}
