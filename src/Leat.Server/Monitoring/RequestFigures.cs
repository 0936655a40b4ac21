using System.Collections.Concurrent;
using System.Globalization;

namespace Leat.Server;

/// <summary>Counts and durations of requests by method, route and status. Routes are patterns, so their number is fixed whatever clients
/// request.</summary>
internal sealed class RequestFigures
{
    private static readonly string[] Excluded = ["/health", "/version", PrometheusEndpoint.Path];

    private readonly ConcurrentDictionary<Series, Distribution> _durations = new();

    /// <summary>Records a measurement of ASP.NET Core's <c>http.server.request.duration</c>.</summary>
    public void Record(double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = SeriesOf(tags);
        if (!Excluded.Contains(series.Route, StringComparer.Ordinal))
            _durations.GetOrAdd(series, _ => new Distribution()).Record(seconds);
    }

    /// <summary>Writes them under the names of MLflow's exporter.</summary>
    public void WriteTo(PrometheusText text)
    {
        var all = _durations.OrderBy(pair => pair.Key).ToList();
        text.Metric("mlflow_http_request_duration_seconds", "histogram", "Time from a request's arrival to its answer's end.");
        foreach (var (series, durations) in all)
            durations.WriteTo(text, "mlflow_http_request_duration_seconds", series.Labels());
        text.Metric("mlflow_http_request_total", "counter", "Requests answered.");
        foreach (var group in all.GroupBy(pair => pair.Key with { Route = "" }))
            text.Sample("mlflow_http_request_total", group.Key.Labels(), group.Sum(pair => pair.Value.Count));
    }

    private static Series SeriesOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var (method, route, status) = ("", "", 0);
        foreach (var (name, value) in tags)
        {
            switch (name)
            {
                case "http.request.method":
                    method = value as string ?? "";
                    break;
                case "http.route":
                    route = value as string ?? "";
                    break;
                case "http.response.status_code":
                    status = value as int? ?? 0;
                    break;
            }
        }

        return new Series(method, route.Length == 0 ? "(none)" : route, status);
    }

    private readonly record struct Series(string Method, string Route, int Status) : IComparable<Series>
    {
        public int CompareTo(Series other) =>
            (string.CompareOrdinal(Method, other.Method), string.CompareOrdinal(Route, other.Route), Status.CompareTo(other.Status))
                switch
            {
                (not 0 and var byMethod, _, _) => byMethod,
                (_, not 0 and var byRoute, _) => byRoute,
                var (_, _, byStatus) => byStatus,
            };

        public string Labels()
        {
            var status = PrometheusText.Label("status", Status.ToString(CultureInfo.InvariantCulture));
            var route = Route.Length == 0 ? "" : PrometheusText.Label("route", Route) + ",";
            return $"{PrometheusText.Label("method", Method)},{route}{status}";
        }
    }
}
