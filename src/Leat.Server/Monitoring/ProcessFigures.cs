using System.Diagnostics;

namespace Leat.Server;

/// <summary>Resource usage of the process, under the names used by Prometheus' own clients.</summary>
internal static class ProcessFigures
{
    public static void WriteTo(PrometheusText text)
    {
        using var process = Process.GetCurrentProcess();
        var started = new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1e3;
        text.Single("process_start_time_seconds", "gauge", "Start of the process, in seconds since 1970.", started);
        text.Single("process_cpu_seconds_total", "counter", "Processor time used.", process.TotalProcessorTime.TotalSeconds);
        text.Single("process_resident_memory_bytes", "gauge", "Memory in use.", process.WorkingSet64);
        text.Single("dotnet_gc_heap_bytes", "gauge", "Managed memory in use.", GC.GetTotalMemory(forceFullCollection: false));
    }
}
