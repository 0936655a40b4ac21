using System.Globalization;

namespace Leat.Durability.Tests.Memory;

/// <summary>The memory of a process, as Linux counts it.</summary>
internal sealed class ProcessMemory(int processId)
{
    /// <summary>What is resident now, in MiB.</summary>
    public int Now => Read("VmRSS:");

    /// <summary>The most that ever was, in MiB: Linux keeps it, so no peak between two looks is missed.</summary>
    public int Peak => Read("VmHWM:");

    private int Read(string field)
    {
        var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/status")).First(text => text.StartsWith(field, StringComparison.Ordinal));
        var number = line.AsSpan(field.Length).Trim();
        return int.Parse(number[..number.IndexOf(' ')], CultureInfo.InvariantCulture) / 1024;
    }
}
