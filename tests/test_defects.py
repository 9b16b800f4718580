"""A defect of ours, met in one letter, is named and does not end the batch."""

from replygraph import pipeline


def test_a_defect_is_reported_with_its_place_and_the_batch_goes_on(monkeypatch):
    whole = pipeline.understand

    def broken(letter, **options):
        if "裂" in letter.text:
            raise ValueError("not a span")
        return whole(letter, **options)

    monkeypatch.setattr(pipeline, "understand", broken)
    letter = "关于对第{}号提案的答复\n李明委员：\n您提的《关于修老街的提案》收悉，现答复如下。{}"
    batch = tuple(
        (f"{n}.txt", letter.format(n, mark).encode("utf-8")) for n, mark in ((1, ""), (2, "裂"))
    )
    good, bad = pipeline.extract_batch(batch)
    assert good.records
    assert "2.txt" in bad.error[0]
    assert "broken" in bad.error[1]
