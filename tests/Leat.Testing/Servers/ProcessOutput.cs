using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Leat.Testing.Servers;

/// <summary>Collects a server's output and finds the address it listens on.</summary>
internal sealed partial class ProcessOutput
{
    private readonly Process _process;
    private readonly StringBuilder _text = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ProcessOutput(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.Exited += (_, _) => _address.TrySetException(
            new InvalidOperationException("The server ended before it named its address. It said:\n" + Text));
    }

    public string Text
    {
        get
        {
            lock (_text)
                return _text.ToString();
        }
    }

    public void BeginReading()
    {
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public async Task<Uri> AddressAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            return await _address.Task.WaitAsync(limit, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"No address after {limit.TotalSeconds} s. The server said:\n{Text}"));
        }
    }

    private void Add(string? line)
    {
        if (line is null)
            return;
        lock (_text)
            _text.AppendLine(line);
        var found = Address().Match(line);
        if (found.Success)
            _address.TrySetResult(new Uri(found.Value));
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[1-9]\d*")]
    private static partial Regex Address();
}
